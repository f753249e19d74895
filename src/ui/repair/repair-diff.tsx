import type { DiffLine, Repair } from "#verdict";

/** What a repair changes: one line for each element. */
export function RepairDiff({ repair }: { readonly repair: Repair }) {
  return (
    <span className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-0.5">
      {repair.diff.map((line) => (
        <Line key={`${line.where} ${line.removed} ${line.added}`} line={line} />
      ))}
    </span>
  );
}

function Line({ line: { where, removed, added } }: { readonly line: DiffLine }) {
  return (
    <span className="flex min-w-0 flex-wrap items-baseline gap-x-1 font-mono text-xs">
      <span className="max-w-full truncate text-soft">{where}</span>
      {removed !== undefined && (
        <del
          data-tip={removed}
          className="max-w-full truncate rounded-sm bg-refused-wash px-1 text-refused no-underline"
        >
          − {removed}
        </del>
      )}
      {added !== undefined && (
        <ins
          data-tip={added}
          className="max-w-full truncate rounded-sm bg-done-wash px-1 text-done no-underline"
        >
          + {added}
        </ins>
      )}
    </span>
  );
}
