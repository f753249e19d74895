import { AnswerLights } from "../map/answer-lights.tsx";
import { useKeyhole } from "../store.tsx";
import { VerdictHead, VerdictReport } from "../verdict/verdict-report.tsx";
import { AnswerChecks } from "./answer-checks.tsx";
import { DocumentNotes } from "./document-notes.tsx";
import { DocumentSizes } from "./document-sizes.tsx";

/** The verdict on the import and the abuses, then checks of answers and sizes, and notes. */
export function VerdictPart() {
  const scenario = useKeyhole((state) => state.scenario);
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(16rem,1fr)]">
      <AnswerLights />
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
