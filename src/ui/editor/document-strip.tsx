import { useRef } from "react";
import { useAccountTint } from "../parts/account-tints.tsx";
import { AccountChip } from "../parts/chips.tsx";
import { DocumentTab } from "./document-tab.tsx";
import type { DocumentsProps } from "./documents-props.ts";
import type { AccountGroup } from "./groups.ts";
import { useTabInView } from "./use-tab-in-view.ts";
import { useTabs } from "./use-tabs.ts";

/** The documents in a row, an account beside the other: for few documents where there is little room. */
export function DocumentStrip(props: DocumentsProps) {
  const { groups, shownId, onShow } = props;
  const strip = useRef<HTMLDivElement>(null);
  const documents = groups.flatMap((group) => group.documents);
  const onKeyDown = useTabs(documents, shownId, onShow);
  useTabInView(strip, shownId);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the tabs inside
    <div ref={strip} onKeyDown={onKeyDown} className="flex min-w-0 overflow-x-auto">
      {groups
        .filter((group) => group.documents.length > 0)
        .map((group) => (
          <AccountTabs key={group.account} group={group} {...props} />
        ))}
    </div>
  );
}

function AccountTabs({
  group,
  shownId,
  conflicts,
  onShow,
}: DocumentsProps & { readonly group: AccountGroup }) {
  return (
    <div
      data-tint={useAccountTint(group.account)}
      className="grid shrink-0 content-start border-line border-r last:border-r-0"
    >
      <div className="sticky left-0 justify-self-start px-2 pt-1.5">
        <AccountChip account={group.account} />
      </div>
      <div
        role="tablist"
        aria-label={`Documents of account ${group.account || "not answered yet"}`}
        className="flex"
      >
        {group.documents.map((document) => (
          <DocumentTab
            key={document.generated.id}
            document={document}
            selected={document.generated.id === shownId}
            conflicts={conflicts(document.generated.id)}
            onSelect={() => onShow(document.generated.id)}
            className="w-40 border-transparent border-b-2 px-2 pt-1.5 pb-1 text-soft hover:text-text aria-selected:border-accent aria-selected:text-text"
          />
        ))}
      </div>
    </div>
  );
}
