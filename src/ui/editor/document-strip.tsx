import { useRef } from "react";
import { AccountDocuments } from "./account-documents.tsx";
import type { DocumentsProps } from "./documents-props.ts";
import { useTabInView } from "./use-tab-in-view.ts";
import { useTabs } from "./use-tabs.ts";

/** The documents in one row, account by account: for few documents on a narrow screen. */
export function DocumentStrip(props: DocumentsProps) {
  const { groups, shownId, onShow } = props;
  const strip = useRef<HTMLDivElement>(null);
  const documents = groups.flatMap((group) => group.documents);
  const onKeyDown = useTabs(documents, shownId, onShow);
  useTabInView(strip, shownId);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it handles the keys of the tabs inside
    <div
      ref={strip}
      onKeyDown={onKeyDown}
      className="scroll-fade flex min-w-0 overflow-x-auto [scrollbar-width:thin]"
    >
      {groups
        .filter((group) => group.documents.length > 0)
        .map((group) => (
          <AccountDocuments
            key={group.account}
            {...props}
            group={group}
            orientation="horizontal"
            look={look}
            isShort
          />
        ))}
    </div>
  );
}

const look = {
  frame: "grid shrink-0 content-start border-line border-r last:border-r-0",
  // Each tab names its account.
  account: "sr-only",
  tabs: "flex",
  tab: "w-32 data-[regional=true]:w-42 @max-2xl:w-28! @max-lg:w-[6.05rem]! border-transparent border-b-2 px-1.5 pt-1.5 pb-1 text-soft hover:text-text aria-selected:border-accent aria-selected:text-text",
};
