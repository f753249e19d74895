import { type StillWorksLine, stillWorksLines } from "#export";
import type { StillWorks } from "#verdict";

const classes: Readonly<Record<StillWorksLine["kind"], string>> = {
  open: "text-caution",
  closed: "text-soft",
  calls: "text-soft text-xs [overflow-wrap:anywhere]",
  unknown: "text-caution text-xs",
  stopped: "text-refused text-xs",
};

/** What still works after a card. “checking…” until it is decided; never green, since nothing here is a goal but access. */
export function StillWorksView({ after }: { readonly after: StillWorks | undefined }) {
  if (!after) return <p className="min-h-5 text-muted text-sm">After it: checking…</p>;
  return (
    <ul className="stack gap-0.5 text-sm">
      {stillWorksLines(after).map(({ kind, text }, at) => (
        <li key={text} className={classes[kind]}>
          {at === 0 && <span className="font-medium">After it: </span>}
          {text}
        </li>
      ))}
    </ul>
  );
}
