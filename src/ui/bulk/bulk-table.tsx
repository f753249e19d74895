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
import { columnWords, mainColumns, suggestionsId, tableGrid, typeNames } from "./table-columns.ts";
import type { CheckedRows } from "./use-checked-rows.ts";

type Filter = "all" | "fix" | "rest";

/** Which rows a filter shows. `rest`: rows with a warning, and rows that are skipped for another reason than an error. */
const shows: Readonly<Record<Filter, (row: CheckedRow) => boolean>> = {
  all: () => true,
  fix: ({ state }) => state === "fix",
  rest: ({ state, problems }) =>
    state === "known" ||
    state === "out" ||
    (state === "taken" && problems.some(({ severity }) => severity === "warning")),
};

/** All rows, to check and correct before they are added. */
export function BulkTable({ checked: { rows, mode } }: { readonly checked: CheckedRows }) {
  const listed = useKeyhole((state) => state.scenario.targets.length);
  const [filter, setFilter] = useState<Filter>("all");
  // A corrected row stays visible until the user chooses a filter again.
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
            { value: "rest", label: `To review (${count("rest")})` },
          ]}
          value={filter}
          onChoose={choose}
        />
        <FixAll rows={rows} />
        {listed > 0 && (
          <Segments
            label="What to do with the rows"
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
        <EmptyState icon={CircleCheck} title="No row matches this filter">
          Choose “All rows” to see all of them.
        </EmptyState>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between cells as in a spreadsheet
        <div onKeyDown={moveInColumn} className="stack">
          <div
            aria-hidden
            className={`-top-4 sticky z-10 hidden h-7 items-center border-line border-b bg-raised text-muted text-xs md:grid ${tableGrid}`}
          >
            <span className="col-span-2">Include</span>
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

/** The suggested values for cells of the columns `region` and `type`. */
function CellSuggestions() {
  const partition = useKeyhole((state) => state.scenario.partition);
  const lists = { region: regionsOf(partition).map(({ code }) => code), type: typeNames };
  return Object.entries(lists).map(([column, values]) => (
    <datalist key={column} id={suggestionsId(column)}>
      {values.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  ));
}

/** Corrects all rows for which a correction is suggested. */
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
      Use all {fixes.length.toLocaleString("en-US")} suggestions
    </Button>
  );
}

/** Arrow up, arrow down and Enter move to the same column of the next or previous row. */
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
