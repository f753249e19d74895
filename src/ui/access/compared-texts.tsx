import type { ReactNode } from "react";
import type { Changes } from "#acquisition";
import type { Checker } from "#worker";
import { ChangesView, ChangesWord } from "./changes-view.tsx";
import { CheckerResult } from "./checker-result.tsx";
import { useLaterCall } from "./use-later-call.ts";

interface ComparedTextsProps {
  readonly title: string;
  /** Must stay the same function as long as both sides are the same. */
  readonly compare: (checker: Checker) => Promise<Changes>;
  /** What a policy without a row is the same as: “the imported policy”. */
  readonly sameAs: string;
  /** What is compared with what, as a sentence. */
  readonly children: ReactNode;
}

/** A comparison of two sets of documents, as a part of a dialog. */
export function ComparedTexts({ title, compare, sameAs, children }: ComparedTextsProps) {
  const call = useLaterCall(compare);
  return (
    <section aria-label={title} className="stack gap-2 border-line border-t pt-3">
      <h3 className="flex items-center gap-2 font-semibold text-sm">
        <span className="flex-1">{title}</span>
        {call.result && <ChangesWord {...call.result} />}
      </h3>
      <p className="text-muted text-xs">{children}</p>
      <CheckerResult call={call} doing="Comparing" failed="The documents were not compared">
        {(changes) => <ChangesView changes={changes} sameAs={sameAs} />}
      </CheckerResult>
    </section>
  );
}
