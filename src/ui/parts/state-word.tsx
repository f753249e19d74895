import { CircleAlert, CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const looks = {
  /** A good verdict; grey as long as the answers are examples (tokens.css). */
  good: { icon: CircleCheck, color: "text-allowed" },
  /** Done or fitting, which no example makes doubtful. */
  done: { icon: CircleCheck, color: "text-done" },
  open: { icon: CircleDashed, color: "text-soft" },
  caution: { icon: TriangleAlert, color: "text-caution" },
  bad: { icon: CircleAlert, color: "text-refused" },
} as const;

export type StateTone = keyof typeof looks;

interface StateWordProps {
  readonly tone: StateTone;
  /** Whether it is a separate line; otherwise it is a word at the end of a line. */
  readonly line?: boolean;
  readonly children: ReactNode;
}

/** A state in a word, with its icon and colour: never the colour alone. */
export function StateWord({ tone, line, children }: StateWordProps) {
  const { icon: Icon, color } = looks[tone];
  const size = line ? "items-start gap-1.5 text-sm" : "items-center gap-1 text-xs";
  return (
    <span className={`inline-flex max-w-full ${size} ${color}`}>
      <Icon aria-hidden size={line ? 14 : 13} className={`shrink-0 ${line ? "mt-[3px]" : ""}`} />
      {line ? <span className="min-w-0 break-words">{children}</span> : children}
    </span>
  );
}
