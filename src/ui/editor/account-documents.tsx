import type { ReactNode } from "react";
import { useAccountTint } from "../parts/account-tints.tsx";
import { AccountChip } from "../parts/chips.tsx";
import { DocumentTab } from "./document-tab.tsx";
import type { DocumentsProps } from "./documents-props.ts";
import type { AccountGroup } from "./groups.ts";

interface AccountDocumentsProps extends Omit<DocumentsProps, "groups"> {
  readonly group: AccountGroup;
  readonly orientation: "vertical" | "horizontal";
  /** Classes of the parts: the frame, the account, the tabs, and one tab. */
  readonly look: {
    readonly frame: string;
    readonly account: string;
    readonly tabs: string;
    readonly tab: string;
  };
  /** Whether the tabs name the account in place of the role. */
  readonly isShort?: boolean;
  readonly children?: ReactNode;
}

/** An account and the tabs of its documents, in the account's tint. */
export function AccountDocuments(props: AccountDocumentsProps) {
  const { group, orientation, look, shownId, conflicts, onShow, isShort = false, children } = props;
  return (
    <div data-tint={useAccountTint(group.account)} className={look.frame}>
      <div className={look.account}>
        {group.title === undefined ? (
          <AccountChip account={group.account} />
        ) : (
          <span className="text-muted text-xs">{group.title}</span>
        )}
      </div>
      {group.documents.length > 0 && (
        <div
          role="tablist"
          {...(orientation === "vertical" ? { "aria-orientation": orientation } : {})}
          aria-label={group.title ?? `Documents of account ${group.account || "without an id"}`}
          className={look.tabs}
        >
          {group.documents.map((document) => (
            <DocumentTab
              key={document.generated.id}
              document={document}
              selected={document.generated.id === shownId}
              conflicts={conflicts(document.generated.id)}
              onSelect={() => onShow(document.generated.id)}
              className={look.tab}
              isShort={isShort}
            />
          ))}
        </div>
      )}
      {children}
    </div>
  );
}

/** The classes for a vertical list of accounts. */
export const listLook = {
  frame: "grid grid-cols-[minmax(0,1fr)]",
  account: "px-2 pt-2.5 pb-1",
  tabs: "grid grid-cols-[minmax(0,1fr)]",
  tab: "border-transparent border-l-2 px-2 py-1 hover:bg-canvas aria-selected:border-accent aria-selected:bg-accent-wash",
};
