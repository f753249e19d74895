import { createContext, type ReactNode, useContext } from "react";

type Tints = ReadonlyMap<string, number>;

const AccountTints = createContext<Tints>(new Map());

/** How many tints tokens.css has. */
const tintCount = 8;

/** Gives each account a tint by its position: the platform's account first, then the target accounts. */
export function AccountTintsProvider(props: {
  readonly accounts: readonly string[];
  readonly children: ReactNode;
}) {
  const distinct = [...new Set(props.accounts)];
  const tints = new Map(distinct.map((account, index) => [account, index % tintCount]));
  return <AccountTints value={tints}>{props.children}</AccountTints>;
}

/** The value of `data-tint` for an element that belongs to an account; "none" for an unknown account. */
export function useAccountTint(account: string | undefined): string {
  return `${useContext(AccountTints).get(account ?? "") ?? "none"}`;
}
