import { createContext, type ReactNode, useContext } from "react";

type Tints = ReadonlyMap<string, number>;

const AccountTints = createContext<Tints>(new Map());

/** How many tints tokens.css has. */
const tintCount = 8;

/** Gives each account the tint of its place in the list: the platform's account first, then the targets'. */
export function AccountTintsProvider(props: {
  readonly accounts: readonly string[];
  readonly children: ReactNode;
}) {
  const distinct = [...new Set(props.accounts)];
  const tints = new Map(distinct.map((account, index) => [account, index % tintCount]));
  return <AccountTints value={tints}>{props.children}</AccountTints>;
}

/** The value of `data-tint` for whatever belongs to an account; "none" for an account that takes no part. */
export function useAccountTint(account: string | undefined): string {
  return `${useContext(AccountTints).get(account ?? "") ?? "none"}`;
}
