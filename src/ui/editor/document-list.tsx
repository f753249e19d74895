import { Info } from "lucide-react";
import { useRef, useState } from "react";
import type { GeneratorNote } from "#generator";
import { TextInput } from "../parts/text-input.tsx";
import { AccountDocuments, listLook } from "./account-documents.tsx";
import type { DocumentsProps } from "./documents-props.ts";
import { matching } from "./groups.ts";
import { useTabInView } from "./use-tab-in-view.ts";
import { useTabs } from "./use-tabs.ts";

/** A list with more documents than this has a search field. */
export const mostWithoutSearch = 12;

/** A vertical list of the documents by account, with notes on documents that Keyhole does not write. */
export function DocumentList(props: DocumentsProps) {
  const { shownId, onShow } = props;
  const [search, setSearch] = useState("");
  const all = props.groups.flatMap((group) => group.documents);
  const groups = props.groups.map((group) => ({
    ...group,
    documents: matching(group.documents, search),
    notes: search === "" ? group.notes : [],
  }));
  const found = groups.flatMap((group) => group.documents);
  const list = useRef<HTMLDivElement>(null);
  useTabInView(list, shownId);
  const onKeyDown = useTabs(found, shownId, onShow);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it handles the keys of the tabs inside
    <div onKeyDown={onKeyDown} className="grid min-h-0 grid-rows-[auto_minmax(0,1fr)]">
      {all.length > mostWithoutSearch && (
        <div className="border-line border-b p-2">
          <TextInput
            type="search"
            aria-label="Search the documents"
            placeholder={`Search ${all.length} documents`}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
      )}
      <div ref={list} className="row-start-2 min-h-0 overflow-y-auto pb-2">
        {found.length === 0 && (
          <p role="status" className="p-3 text-muted text-sm">
            No document has “{search}” in its kind, name, account or region.
          </p>
        )}
        {groups
          .filter(({ documents, notes }) => documents.length + notes.length > 0)
          .map((group) => (
            <AccountDocuments
              key={group.account}
              {...props}
              group={group}
              orientation="vertical"
              look={look}
            >
              {group.notes.map((note) => (
                <Note key={`${note.region} ${note.title}`} note={note} />
              ))}
            </AccountDocuments>
          ))}
      </div>
    </div>
  );
}

/** The account stays visible while its documents scroll below it. */
const look = {
  ...listLook,
  account: `sticky top-0 z-10 bg-surface ${listLook.account}`,
  tab: `scroll-mt-9 ${listLook.tab}`,
};

/** A note that says why a document is missing or has this text. */
function Note({ note }: { readonly note: GeneratorNote }) {
  return (
    <details className="px-2.5 py-1 text-muted text-xs">
      <summary className="flex gap-1.5 hover:text-text">
        <Info aria-hidden size={13} className="mt-0.5 shrink-0" />
        <span className="min-w-0">
          {note.region ? `${note.title} (${note.region})` : note.title}
        </span>
      </summary>
      <p className="mt-1 pl-5">{note.text}</p>
    </details>
  );
}
