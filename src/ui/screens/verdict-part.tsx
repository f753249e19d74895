import { useKeyhole } from "../store.tsx";
import { AnswerChecks } from "./answer-checks.tsx";
import { DocumentNotes } from "./document-notes.tsx";
import { DocumentSizes } from "./document-sizes.tsx";

/** What Keyhole has to say about the answers and documents: so far without deciding access. */
export function VerdictPart() {
  const scenario = useKeyhole((state) => state.scenario);
  return (
    <>
      <AnswerChecks scenario={scenario} />
      <DocumentSizes />
      <DocumentNotes scenario={scenario} />
    </>
  );
}
