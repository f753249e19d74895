import { CircleAlert, CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const looks = {
  good: { icon: CircleCheck, color: "text-allowed" },
  open: { icon: CircleDashed, color: "text-soft" },
  caution: { icon: TriangleAlert, color: "text-caution" },
  bad: { icon: CircleAlert, color: "text-refused" },
} as const;

export type StateTone = keyof typeof looks;

/** A state in a word, with its icon and colour: never the colour alone. */
export function StateWord(props: { readonly tone: StateTone; readonly children: ReactNode }) {
  const { icon: Icon, color } = looks[props.tone];
  return (
    <span className={`inline-flex items-center gap-1 text-xs ${color}`}>
      <Icon aria-hidden size={13} className="shrink-0" />
      {props.children}
    </span>
  );
}
