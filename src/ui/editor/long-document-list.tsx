import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { TextInput } from "../parts/text-input.tsx";
import { VirtualList } from "../parts/virtual-list.tsx";
import { AccountDocuments, listLook } from "./account-documents.tsx";
import type { DocumentsProps } from "./documents-props.ts";
import { matching } from "./groups.ts";

/** A list of thousands of documents: it has a search field, and draws only the visible accounts. */
export function LongDocumentList(props: DocumentsProps) {
  const { groups, shownId, onShow } = props;
  const [search, setSearch] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const total = useMemo(
    () => groups.reduce((count, { documents }) => count + documents.length, 0),
    [groups],
  );
  const found = useMemo(
    () =>
      groups.flatMap((group) => {
        const documents = matching(group.documents, search);
        return documents.length === 0 ? [] : [{ ...group, documents }];
      }),
    [groups, search],
  );
  const shown = found.find(({ documents }) =>
    documents.some(({ generated }) => generated.id === shownId),
  );
  useEffect(() => {
    if (shownId === undefined) return;
    // The account is drawn in this turn; only then can its tab be scrolled to.
    const frame = requestAnimationFrame(() =>
      list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }),
    );
    return () => cancelAnimationFrame(frame);
  }, [shownId]);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || !(event.target instanceof Element) || event.target.role !== "tab")
      return;
    const documents = found.flatMap((group) => group.documents);
    const now = documents.findIndex(({ generated }) => generated.id === shownId);
    const next = documents[now + step];
    if (!next) return;
    event.preventDefault();
    onShow(next.generated.id);
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>("[aria-selected=true]")?.focus(),
    );
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it handles the keys of the tabs inside
    <div onKeyDown={onKeyDown} className="grid min-h-0 grid-rows-[auto_minmax(0,1fr)]">
      <div className="border-line border-b p-2">
        <TextInput
          type="search"
          aria-label="Search the documents"
          placeholder={`Search ${total.toLocaleString("en-US")} documents`}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <div ref={list} className="row-start-2 min-h-0 overflow-y-auto pb-2">
        {found.length === 0 ? (
          <p role="status" className="p-3 text-muted text-sm">
            No document has “{search}” in its kind, name, account or region.
          </p>
        ) : (
          <VirtualList
            label="Accounts"
            items={found}
            keyOf={({ account }) => account}
            height={280}
            keepDrawn={shown?.account}
          >
            {(group) => (
              <AccountDocuments {...props} group={group} orientation="vertical" look={listLook} />
            )}
          </VirtualList>
        )}
      </div>
    </div>
  );
}
