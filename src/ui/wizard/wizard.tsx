import { FirstVisit } from "../guide/first-visit.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import { afterEditor } from "../parts/load-order.ts";
import { GoToQuestion } from "./go-to-question.tsx";
import { PlatformSection } from "./platform-section.tsx";

const OtherSections = lazyPart("The other questions", async () => {
  await afterEditor();
  return (await import("./other-sections.tsx")).OtherSections;
});

/** All questions in one column. The user can answer the first section while the documents and the others are drawn. */
export function Wizard() {
  return (
    <div className="bg-surface">
      <FirstVisit />
      <PlatformSection number={1} />
      <OtherSections />
      <GoToQuestion />
    </div>
  );
}
