import { useState } from "react";
import { Segments } from "../parts/segments.tsx";
import { Checklist } from "./checklist.tsx";
import { TakeBack } from "./take-back.tsx";

const parts = [
  { value: "roll-out", label: "Do this in AWS" },
  { value: "take-back", label: "Take it back" },
] as const;

/** What to do in AWS for the import, or after it: one of the two checklists. */
export function ChecklistParts() {
  const [part, setPart] = useState<(typeof parts)[number]["value"]>("roll-out");
  return (
    <div className="stack gap-3">
      <Segments label="Steps" choices={parts} value={part} onChoose={setPart} />
      {part === "roll-out" ? <Checklist /> : <TakeBack />}
    </div>
  );
}
