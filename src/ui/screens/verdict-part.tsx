import { useKeyhole } from "../store.tsx";
import { VerdictHead, VerdictReport } from "../verdict/verdict-report.tsx";
import { AnswerChecks } from "./answer-checks.tsx";
import { DocumentNotes } from "./document-notes.tsx";
import { DocumentSizes } from "./document-sizes.tsx";

/** What Keyhole has to say: whether the import works and the abuses are refused, then about answers and sizes. */
export function VerdictPart() {
  const scenario = useKeyhole((state) => state.scenario);
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(16rem,1fr)]">
      <VerdictHead />
      <div className="relative overflow-y-auto">
        <VerdictReport />
        <AnswerChecks scenario={scenario} />
        <DocumentSizes />
        <DocumentNotes />
      </div>
    </div>
  );
}
