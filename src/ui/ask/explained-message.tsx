import type { ReactNode } from "react";
import { StateWord } from "../parts/state-word.tsx";

interface ExplainedMessageProps {
  /** The message or its code, as it was found in the text. */
  readonly found: string;
  readonly tone: "bad" | "caution";
  /** What the message means, in a few words. */
  readonly meaning: string;
  /** The same in a sentence. */
  readonly sentence: string;
  readonly children: ReactNode;
}

/** A message of AWS that is no denial: what it is, what it means, and what follows from it. */
export function ExplainedMessage(props: ExplainedMessageProps) {
  const { found, tone, meaning, sentence, children } = props;
  return (
    <article className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-md border border-line p-3">
      <h3 className="break-words text-sm">
        <code className="font-semibold">{found}</code>
      </h3>
      <div role="status">
        <StateWord tone={tone} line>
          <span className="break-words">
            <span className="font-semibold">{meaning}</span>
            <span className="text-text">: {sentence}</span>
          </span>
        </StateWord>
      </div>
      {children}
    </article>
  );
}
