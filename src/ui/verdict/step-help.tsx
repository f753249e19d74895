import type { Step } from "#acquisition";
import { kindWords } from "../editor/words.ts";
import { Button } from "../parts/button.tsx";
import { useKeyhole } from "../store.tsx";
import { documentTitle, useDocument } from "./names.ts";
import { useGoToQuestion } from "./use-go-to-question.ts";

/** Buttons that make a step work: go to the answer that withholds it, or discard an edit. */
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
  const documentIds = new Set(
    step.requests
      .filter(({ state }) => state === "broken" || state === "withheld")
      .flatMap((request) => request.documentIds),
  );
  return (
    <div className="flex flex-wrap gap-1.5 empty:hidden">
      {[...documentIds].map((documentId) => (
        <ResetButton key={documentId} documentId={documentId} />
      ))}
    </div>
  );
}

/** Resets an edited document: a generated document never stops the import. */
function ResetButton({ documentId }: { readonly documentId: string }) {
  const document = useDocument(documentId);
  const discardEdit = useKeyhole((state) => state.discardEdit);
  if (!document?.edited) return null;
  return (
    <Button
      onClick={() => discardEdit(documentId)}
      tip={`Discards your edits. Undo restores them.\n${documentTitle(document, documentId)}`}
    >
      Reset {kindWords[document.generated.kind].toLowerCase()}
      <span className="sr-only"> ({document.generated.name})</span>
    </Button>
  );
}
