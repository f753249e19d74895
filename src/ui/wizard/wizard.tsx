import { lazyPart } from "../parts/lazy-part.tsx";
import { whenIdle } from "../parts/load-order.ts";
import { GoToQuestion } from "./go-to-question.tsx";
import { PlatformSection } from "./platform-section.tsx";

const OtherSections = lazyPart("The other questions", async () => {
  await whenIdle();
  return (await import("./other-sections.tsx")).OtherSections;
});

/** All questions, in one column. The first section can be answered before the others are there. */
export function Wizard() {
  return (
    <div className="bg-surface">
      <PlatformSection number={1} />
      <OtherSections />
      <GoToQuestion />
    </div>
  );
}
