import { useMemo } from "react";
import { count } from "../wizard/words.ts";
import { type DiffLine, diffLines } from "./diff-lines.ts";

interface TextDiffProps {
  /** What the diff shows, for screen readers. */
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

const looks = {
  same: { sign: " ", word: "", look: "text-soft" },
  removed: { sign: "−", word: "removed: ", look: "bg-refused-wash" },
  added: { sign: "+", word: "added: ", look: "bg-done-wash" },
} as const;

/** The changes of a text, line by line. */
export function TextDiff({ label, before, after }: TextDiffProps) {
  const lines = useMemo(() => diffLines(before, after), [before, after]);
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-72 overflow-auto rounded-sm border border-line bg-surface py-1 font-mono text-xs"
    >
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: all lines are drawn again together
        <Line key={index} line={line} />
      ))}
    </section>
  );
}

function Line({ line }: { readonly line: DiffLine }) {
  if (line.kind === "skip")
    return <div className="bg-sunken px-2 text-muted">{count(line.lines, "line")} unchanged</div>;
  const { sign, word, look } = looks[line.kind];
  return (
    <div className={`flex gap-2 px-2 ${look}`}>
      <span aria-hidden className="select-none text-muted">
        {sign}
      </span>
      <span className="sr-only">{word}</span>
      <span className="min-w-0 whitespace-pre-wrap break-all">{line.text || " "}</span>
    </div>
  );
}
