import type { Step } from "#acquisition";
import { kindWords } from "../editor/words.ts";
import { Button } from "../parts/button.tsx";
import { useKeyhole } from "../store.tsx";
import { documentTitle, useDocument } from "./names.ts";
import { useGoToQuestion } from "./use-go-to-question.ts";

/** What mends a step that does not work: the answer that withholds it, or giving up an edit. */
export function StepHelp({ step }: { readonly step: Step }) {
  const goTo = useGoToQuestion();
  const withheld = step.requests.filter(({ state }) => state === "withheld");
  if (withheld.some(({ request }) => request.action === "kms:CreateGrant"))
    return (
      <div>
        <Button onClick={() => goTo("createGrant")}>Go to CreateGrant</Button>
      </div>
    );
  if (step.state !== "broken" && step.state !== "withheld") return null;
  const asked = new Set(
    step.requests
      .filter(({ state }) => state === "broken" || state === "withheld")
      .flatMap(({ documentIds }) => documentIds),
  );
  return (
    <div className="flex flex-wrap gap-1.5 empty:hidden">
      {[...asked].map((documentId) => (
        <GiveUpEdit key={documentId} documentId={documentId} />
      ))}
    </div>
  );
}

/** As generated, a document never stops the import: for an edited one that is a way out. */
function GiveUpEdit({ documentId }: { readonly documentId: string }) {
  const document = useDocument(documentId);
  const discardEdit = useKeyhole((state) => state.discardEdit);
  if (!document?.edited) return null;
  return (
    <Button
      onClick={() => discardEdit(documentId)}
      tip={`Gives up your edits of it; undo brings them back.\n${documentTitle(document, documentId)}`}
    >
      {kindWords[document.generated.kind]}: back to generated
      <span className="sr-only"> ({document.generated.name})</span>
    </Button>
  );
}
