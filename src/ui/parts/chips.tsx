import { Building, KeyRound, type LucideIcon, MapPin, UserCog } from "lucide-react";
import type { ReactNode } from "react";
import { useAccountTint } from "./account-tints.tsx";

interface ChipProps {
  readonly icon: LucideIcon;
  /** The meaning of the icon, for screen readers. */
  readonly kind: string;
  readonly account?: string | undefined;
  readonly tinted?: boolean;
  readonly tip?: string | undefined;
  readonly children: ReactNode;
}

function Chip({ icon: Icon, kind, account, tinted, tip, children }: ChipProps) {
  const look = tinted ? "border-tint-line bg-tint-wash" : "border-line bg-surface";
  return (
    <span
      data-tint={useAccountTint(account)}
      data-tip={tip}
      className={`inline-flex h-5 min-w-0 max-w-full items-center gap-1 rounded-sm border px-1.5 align-middle font-mono text-text text-xs ${look}`}
    >
      <Icon aria-hidden size={12} strokeWidth={2} className="shrink-0 text-tint" />
      <span className="sr-only">{kind} </span>
      <span className="truncate">{children}</span>
    </span>
  );
}

/** An account in its tint. */
export function AccountChip({ account }: { readonly account: string }) {
  return (
    <Chip icon={Building} kind="account" account={account} tinted>
      {account || "no account yet"}
    </Chip>
  );
}

/** A region. */
export function RegionChip({ region }: { readonly region: string }) {
  return (
    <Chip icon={MapPin} kind="region">
      {region || "no region yet"}
    </Chip>
  );
}

interface OwnedChipProps {
  readonly name: string;
  /** The owner, which decides the icon's tint. */
  readonly account: string | undefined;
  /** The ARN, shown on hover. */
  readonly tip?: string | undefined;
}

/** A role. */
export function RoleChip({ name, account, tip }: OwnedChipProps) {
  return (
    <Chip icon={UserCog} kind="role" account={account} tip={tip}>
      {name || "no role yet"}
    </Chip>
  );
}

/** A key, by id or alias. */
export function KeyChip({ name, account, tip }: OwnedChipProps) {
  return (
    <Chip icon={KeyRound} kind="key" account={account} tip={tip}>
      {name || "no key yet"}
    </Chip>
  );
}
