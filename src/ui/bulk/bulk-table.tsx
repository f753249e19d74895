import { CircleCheck } from "lucide-react";
import { type KeyboardEvent, useMemo, useState } from "react";
import type { CheckedRow } from "#import";
import { regionsOf } from "#policy/kms";
import { Button } from "../parts/button.tsx";
import { EmptyState } from "../parts/empty-state.tsx";
import { Segments } from "../parts/segments.tsx";
import { VirtualList } from "../parts/virtual-list.tsx";
import { useKeyhole } from "../store.tsx";
import { BulkRow } from "./bulk-row.tsx";
import { bulkStore } from "./bulk-store.ts";
import { columnWords, mainColumns, suggestionsOf, tableGrid, typeNames } from "./table-columns.ts";
import type { CheckedRows } from "./use-checked-rows.ts";

type Filter = "all" | "fix" | "rest";

/** Which rows a filter shows; `rest` are those that are not taken for another reason than an error, or with a warning. */
const shows: Readonly<Record<Filter, (row: CheckedRow) => boolean>> = {
  all: () => true,
  fix: ({ state }) => state === "fix",
  rest: ({ state, problems }) =>
    state === "known" ||
    state === "out" ||
    (state === "taken" && problems.some(({ severity }) => severity === "warning")),
};

/** Every row, as it was read and as it would be taken, to be mended in place. */
export function BulkTable({ checked: { rows, mode } }: { readonly checked: CheckedRows }) {
  const listed = useKeyhole((state) => state.scenario.targets.length);
  const [filter, setFilter] = useState<Filter>("all");
  // A row that is mended stays in sight until the filter is chosen anew.
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const count = (name: Filter) => rows.filter(shows[name]).length.toLocaleString("en-US");
  const shown =
    filter === "all" ? rows : rows.filter((row) => kept.has(row.row.id) || shows[filter](row));
  const choose = (next: Filter) => {
    setFilter(next);
    setKept(new Set(rows.filter(shows[next]).map(({ row }) => row.id)));
  };
  return (
    <section aria-label="Rows" className="stack gap-2">
      <div className="flex flex-wrap items-end justify-between gap-2">
        <Segments
          label="Show"
          choices={[
            { value: "all", label: `All rows (${count("all")})` },
            { value: "fix", label: `To fix (${count("fix")})` },
            { value: "rest", label: `To look at (${count("rest")})` },
          ]}
          value={filter}
          onChoose={choose}
        />
        <FixAll rows={rows} />
        {listed > 0 && (
          <Segments
            label="Take the rows"
            choices={[
              { value: "add", label: "Add to the list" },
              { value: "replace", label: `Replace the list of ${listed.toLocaleString("en-US")}` },
            ]}
            value={mode}
            onChoose={bulkStore.getState().choose}
          />
        )}
      </div>
      {shown.length === 0 ? (
        <EmptyState icon={CircleCheck} title="No such rows">
          Choose “All rows” to see the others.
        </EmptyState>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys go from cell to cell as in a sheet
        <div onKeyDown={moveInColumn} className="stack">
          <div
            aria-hidden
            className={`-top-4 sticky z-10 hidden h-7 items-center border-line border-b bg-raised text-muted text-xs md:grid ${tableGrid}`}
          >
            <span className="col-span-2">Take</span>
            {mainColumns.map((column) => (
              <span key={column} className="px-1.5">
                {columnWords[column]}
              </span>
            ))}
          </div>
          <CellSuggestions />
          <VirtualList label="Rows" items={shown} keyOf={({ row }) => row.id} height={37}>
            {(row, index) => <BulkRow checked={row} index={index} />}
          </VirtualList>
        </div>
      )}
    </section>
  );
}

/** What a cell of a region or type may be. */
function CellSuggestions() {
  const partition = useKeyhole((state) => state.scenario.partition);
  const lists = { region: regionsOf(partition).map(({ code }) => code), type: typeNames };
  return Object.entries(lists).map(([column, values]) => (
    <datalist key={column} id={suggestionsOf(column)}>
      {values.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  ));
}

/** Puts in what is plainly meant, in all rows at once. */
function FixAll({ rows }: { readonly rows: readonly CheckedRow[] }) {
  const fixes = useMemo(
    () =>
      rows.flatMap(({ row, problems }) =>
        problems.flatMap(({ column, fix }) =>
          column && fix !== undefined ? [[row.id, { [column]: fix }] as const] : [],
        ),
      ),
    [rows],
  );
  if (fixes.length < 2) return null;
  return (
    <Button onClick={() => bulkStore.getState().change(fixes)}>
      Put in all {fixes.length.toLocaleString("en-US")} suggestions
    </Button>
  );
}

/** Up, down and Enter go to the same column of the next row. */
function moveInColumn(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key];
  const { cell } = event.target instanceof HTMLInputElement ? event.target.dataset : {};
  if (step === undefined || cell === undefined) return;
  const [index, column] = cell.split(" ");
  const next = event.currentTarget.querySelector<HTMLElement>(
    `[data-cell="${Number(index) + step} ${column}"]`,
  );
  if (!next) return;
  event.preventDefault();
  next.focus();
}
