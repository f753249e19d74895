import type { DiffLine, Repair } from "#verdict";

/** What a repair changes: one line for each element. */
export function RepairDiff({ repair }: { readonly repair: Repair }) {
  return (
    <span className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-0.5">
      {repair.diff.map((line) => (
        <Line key={`${line.where} ${line.removed} ${line.added}`} line={line} wraps />
      ))}
    </span>
  );
}

/** The first element that a repair changes, on one line: what both texts begin with is left out. */
export function RepairLine({ repair }: { readonly repair: Repair }) {
  const [first] = repair.diff;
  return first ? <Line line={shortened(first)} /> : null;
}

/** A beginning shorter than this stays: it takes no room. */
const leastLeftOut = 12;

function shortened(line: DiffLine): DiffLine {
  const { where, removed, added } = line;
  if (removed === undefined || added === undefined) return line;
  let same = 0;
  while (same < removed.length && removed[same] === added[same]) same += 1;
  const from = same < leastLeftOut ? 0 : same;
  const short = (text: string) => (from === 0 ? text : `…${text.slice(from)}`);
  return { where, removed: short(removed), added: short(added) };
}

interface LineProps {
  readonly line: DiffLine;
  readonly wraps?: true;
}

function Line({ line: { where, removed, added }, wraps }: LineProps) {
  const look = `truncate rounded-sm px-1 no-underline ${wraps ? "max-w-full" : "min-w-8"}`;
  return (
    <span
      className={`flex min-w-0 items-baseline gap-x-1 font-mono text-xs ${wraps ? "flex-wrap" : ""}`}
    >
      <span className={`truncate text-soft ${wraps ? "max-w-full" : "max-w-1/2 shrink-0"}`}>
        {where}
      </span>
      {removed !== undefined && (
        <del data-tip={removed} className={`bg-refused-wash text-refused ${look}`}>
          − {removed}
        </del>
      )}
      {added !== undefined && (
        <ins data-tip={added} className={`bg-done-wash text-done ${look}`}>
          + {added}
        </ins>
      )}
    </span>
  );
}
