import { Copy, FileInput, Plus } from "lucide-react";
import { useMemo } from "react";
import type { Remedy } from "#acquisition";
import { withStatement } from "#policy";
import { documentsOf, type WorkDocument } from "#state";
import { useCopy } from "../editor/use-copy.ts";
import { importPoliciesView } from "../import/import-view.ts";
import { Button } from "../parts/button.tsx";
import { CommandLine } from "../parts/command-line.tsx";
import { useKeyhole, useKeyholeStore } from "../store.tsx";
import { documentTitle, useDocument } from "./names.ts";
import { useVerdictView } from "./verdict-view.ts";

interface RemedyListProps {
  readonly remedies: readonly Remedy[];
  /** `what-to-do` if no edit of the documents is enough: what to look for, to import and to run, in order. */
  readonly as?: "changes" | "what-to-do";
}

/** The edits that would allow a denied request, or what to do about it. The user decides whether to do it. */
export function RemedyList({ remedies, as = "changes" }: RemedyListProps) {
  if (remedies.length === 0) return null;
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h3 className="font-semibold text-sm">
        {as === "changes" ? "Changes that would allow it" : "What to do"}
      </h3>
      {as === "changes" && remedies.length > 1 && (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p className="text-soft text-sm">All of these changes are necessary:</p>
          <AddAll remedies={remedies} />
        </div>
      )}
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-2">
        {remedies.map((remedy) => (
          <li key={`${remedy.documentId} ${remedy.text} ${remedy.command}`}>
            <RemedyCard remedy={remedy} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Adds every statement to its document. Draws nothing if one of them has no document here or does not fit into its text. */
function AddAll({ remedies }: { readonly remedies: readonly Remedy[] }) {
  const store = useKeyholeStore();
  const close = useVerdictView((view) => view.close);
  const documents = useKeyhole(documentsOf);
  const texts = useMemo(() => allAdded(documents, remedies), [documents, remedies]);
  if (texts === undefined) return null;
  const addAll = () => {
    const { edit, show, showPart } = store.getState();
    for (const [documentId, text] of texts) edit(documentId, text, "remedies");
    close();
    const [first] = texts.keys();
    if (first !== undefined) show(first);
    showPart("documents");
  };
  return (
    <Button icon={Plus} tip="Edits the documents. Undo reverts all of it." onClick={addAll}>
      Add all
    </Button>
  );
}

function RemedyCard({ remedy }: { readonly remedy: Remedy }) {
  const { text, documentId, statement, command, imports } = remedy;
  const document = useDocument(documentId ?? "");
  const edit = useKeyhole((state) => state.edit);
  const show = useKeyhole((state) => state.show);
  const showPart = useKeyhole((state) => state.showPart);
  const close = useVerdictView((view) => view.close);
  const { said, copy } = useCopy();
  const after = document && statement ? withStatement(document.text, statement) : undefined;
  const add = () => {
    if (!documentId || after === undefined) return;
    edit(documentId, after);
    close();
    show(documentId);
    showPart("documents");
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2 rounded-md border border-line p-3">
      <p className="text-sm">
        {text}
        {document && documentId && (
          <span className="text-muted"> {documentTitle(document, documentId)}</span>
        )}
      </p>
      {statement && (
        <>
          <pre className="overflow-x-auto rounded-md bg-canvas p-2 font-mono text-xs">
            {statement}
          </pre>
          <div className="flex flex-wrap items-center gap-2">
            {after !== undefined && (
              <Button icon={Plus} tip="Edits the document. Undo reverts the edit." onClick={add}>
                Add to the document
              </Button>
            )}
            <Button icon={Copy} onClick={() => void copy(statement, "the statement")}>
              Copy the statement
            </Button>
            <span role="status" className="text-muted text-xs">
              {said}
            </span>
          </div>
        </>
      )}
      {command && (
        <>
          <CommandLine
            title="the command"
            line={command}
            onCopy={() => void copy(command, "the command")}
          />
          {!statement && (
            <span role="status" className="text-muted text-xs empty:hidden">
              {said}
            </span>
          )}
        </>
      )}
      {imports && (
        <div>
          <Button
            icon={FileInput}
            aria-haspopup="dialog"
            onClick={() => {
              close();
              importPoliciesView.getState().show();
            }}
          >
            Import…
          </Button>
        </div>
      )}
    </div>
  );
}

/** The changed texts by document, each with all statements that belong there; `undefined` if one cannot be added. */
function allAdded(
  documents: readonly WorkDocument[],
  remedies: readonly Remedy[],
): ReadonlyMap<string, string> | undefined {
  const texts = new Map<string, string>();
  for (const { documentId, statement } of remedies) {
    const document = documents.find(({ generated }) => generated.id === documentId);
    if (!document || documentId === undefined || statement === undefined) return undefined;
    const after = withStatement(texts.get(documentId) ?? document.text, statement);
    if (after === undefined) return undefined;
    texts.set(documentId, after);
  }
  return texts;
}
