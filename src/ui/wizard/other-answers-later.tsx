import { DrawAfter } from "../parts/draw-after.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import type { OtherAnswersProps } from "./other-answers.tsx";

const OtherAnswers = lazyPart("The effect of other answers", () =>
  import("./other-answers.tsx").then((module) => module.OtherAnswers),
);

/** The effect of the other answers to a question, drawn after the documents. Its place is kept until then. */
export function OtherAnswersLater(props: OtherAnswersProps) {
  return (
    // The first line, the line that opens the details, and one for each answer.
    <div style={{ minHeight: 49 + 20 * props.answers.length }}>
      <DrawAfter what="editor">
        <OtherAnswers {...props} />
      </DrawAfter>
    </div>
  );
}
