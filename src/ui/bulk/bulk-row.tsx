import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import { useId } from "react";
import type { CheckedRow, RowProblem, TargetColumn } from "#import";
import { Button } from "../parts/button.tsx";
import { type StateTone, StateWord } from "../parts/state-word.tsx";
import { bulkStore } from "./bulk-store.ts";
import {
  columnWords,
  mainColumns,
  optionalColumns,
  suggestionsId,
  tableGrid,
} from "./table-columns.ts";

const states: Readonly<Record<CheckedRow["state"], readonly [tone: StateTone, word: string]>> = {
  taken: ["done", "ready"],
  fix: ["bad", "to fix"],
  known: ["open", "in list"],
  out: ["open", "skipped"],
};

interface BulkRowProps {
  readonly checked: CheckedRow;
  /** The row’s index among the rows that are shown. */
  readonly index: number;
}

/** One row: its cells, its state, and what to correct. */
export function BulkRow({ checked, index }: BulkRowProps) {
  const id = useId();
  const { row, state, problems } = checked;
  const [tone, word] = states[state];
  const optional = optionalColumns.filter(
    (column) => row.cells[column] !== "" || problems.some((problem) => problem.column === column),
  );
  const cell = (column: TargetColumn) => ({ id, checked, index, column });
  return (
    <fieldset aria-label={row.place} className="stack min-w-0 gap-0.5 border-line border-b py-1">
      <div
        className={`grid items-center max-md:grid-cols-2 max-md:gap-x-2 max-md:gap-y-1 ${tableGrid}`}
      >
        <label className="flex items-center gap-2 text-sm max-md:col-span-2">
          <input
            type="checkbox"
            checked={!row.isOut}
            onChange={({ target }) =>
              bulkStore.getState().change([[row.id, { isOut: !target.checked }]])
            }
            className="ml-1 size-3.5 accent-accent-strong"
          />
          <span className="md:sr-only">Include {row.place}</span>
        </label>
        <span className="stack min-w-0 max-md:col-span-2">
          <StateWord tone={tone}>{word}</StateWord>
          <span aria-hidden className="truncate text-muted text-xs max-md:hidden">
            {row.place}
          </span>
        </span>
        {mainColumns.map((column) => (
          <Cell key={column} {...cell(column)} />
        ))}
      </div>
      {optional.length > 0 && (
        <div className="flex flex-wrap gap-x-4 gap-y-1 md:pl-[6.25rem]">
          {optional.map((column) => (
            <div key={column} className="flex min-w-0 flex-1 basis-64 items-center gap-1">
              <span aria-hidden className="shrink-0 text-muted text-xs">
                {columnWords[column]}
              </span>
              <Cell {...cell(column)} isLabelled />
            </div>
          ))}
        </div>
      )}
      <Messages id={id} checked={checked} />
    </fieldset>
  );
}

interface CellProps extends BulkRowProps {
  /** The id of the element with the row's messages. */
  readonly id: string;
  readonly column: TargetColumn;
  /** Whether a visible label is beside the cell. */
  readonly isLabelled?: boolean;
}

function Cell({ id, checked, index, column, isLabelled }: CellProps) {
  const { row, problems, filled } = checked;
  const isWrong = problems.some(
    (problem) => problem.column === column && problem.severity === "error",
  );
  return (
    <span className="stack min-w-0 flex-1">
      {!isLabelled && (
        <span aria-hidden className="text-muted text-xs md:hidden">
          {columnWords[column]}
        </span>
      )}
      <input
        type="text"
        aria-label={`${columnWords[column]}, ${row.place}`}
        aria-invalid={isWrong || undefined}
        aria-describedby={problems.length > 0 ? id : undefined}
        list={column === "region" || column === "type" ? suggestionsId(column) : undefined}
        // A narrow window cuts long values off.
        data-tip={row.cells[column].length > 24 ? row.cells[column] : undefined}
        data-cell={`${index} ${column}`}
        autoComplete="off"
        spellCheck={false}
        value={row.cells[column]}
        placeholder={filled[column] ?? ""}
        onChange={({ target }) =>
          bulkStore.getState().change([[row.id, { [column]: target.value }]])
        }
        className="h-7 w-full min-w-0 rounded-sm border border-transparent bg-transparent px-1.5 font-mono text-xs placeholder:italic hover:border-edge focus-visible:outline-offset-0 aria-invalid:border-refused aria-invalid:bg-refused-wash max-md:border-line"
      />
    </span>
  );
}

const looks = {
  error: { icon: CircleAlert, color: "text-refused" },
  warning: { icon: TriangleAlert, color: "text-caution" },
  note: { icon: Info, color: "text-muted" },
} as const;

/** The messages about a row, below its cells. */
function Messages({ id, checked }: { readonly id: string; readonly checked: CheckedRow }) {
  const { row, problems } = checked;
  if (problems.length === 0 && row.remark === undefined && row.raw === undefined) return null;
  return (
    <div id={id} className="stack gap-0.5 text-xs md:pl-[6.25rem]">
      {problems.map((problem) => (
        <Message key={`${problem.column} ${problem.message}`} rowId={row.id} problem={problem} />
      ))}
      {row.remark !== undefined && <p className="pl-1.5 text-muted">{row.remark}</p>}
      {row.unreadable !== undefined && row.raw !== undefined && (
        <code className="ml-1.5 overflow-hidden text-ellipsis whitespace-nowrap rounded-sm bg-sunken px-1.5 py-0.5">
          {row.raw}
        </code>
      )}
    </div>
  );
}

function Message({ rowId, problem }: { readonly rowId: string; readonly problem: RowProblem }) {
  const { severity, column, message, fix } = problem;
  const { icon: Icon, color } = looks[severity];
  return (
    <div className={`flex flex-wrap items-start gap-x-2 gap-y-1 pl-1.5 ${color}`}>
      <p className="flex min-w-0 items-start gap-1.5">
        <Icon aria-hidden size={13} className="mt-px shrink-0" />
        <span>
          {column && <span className="sr-only">{columnWords[column]}: </span>}
          {message}
        </span>
      </p>
      {column && fix !== undefined && (
        <Button
          className="h-6"
          onClick={() => bulkStore.getState().change([[rowId, { [column]: fix }]])}
        >
          Use {fix}
        </Button>
      )}
    </div>
  );
}
