import { useDeferredValue, useMemo } from "react";
import { useStore } from "zustand";
import {
  type CheckedRow,
  type ReadTargets,
  readTargets,
  summaryOf,
  type TakeChoices,
  type TakeSummary,
  type TargetDefaults,
  type TargetRow,
  type TargetsFrom,
  targetsFrom,
} from "#import";
import type { Scenario } from "#scenario";
import { useKeyhole } from "../store.tsx";
import { isExample } from "../wizard/problems.ts";
import { type Bulk, bulkStore } from "./bulk-store.ts";

/** The rows as they stand, what becomes of them, and what taking them changes. */
export interface CheckedRows {
  readonly read: ReadTargets;
  readonly mode: TakeChoices["mode"];
  readonly defaults: TargetDefaults;
  readonly rows: readonly CheckedRow[];
  readonly taken: TargetsFrom;
  readonly summary: TakeSummary;
  /** Whether something was typed that is not checked yet. */
  readonly isStale: boolean;
}

/** Checks the rows after what is typed has been drawn: thousands of rows take longer than a key press should. */
export function useCheckedRows(): CheckedRows {
  const scenario = useKeyhole((state) => state.scenario);
  const texts = useStore(bulkStore, (bulk) => bulk.texts);
  const edits = useStore(bulkStore, (bulk) => bulk.edits);
  const chosen = useStore(bulkStore, (bulk) => bulk.mode);
  const given = useStore(bulkStore, (bulk) => bulk.defaults);
  const read = useMemo(() => readTargets(texts), [texts]);
  const mode = chosen ?? usualMode(scenario);
  const defaults = useMemo(() => ({ role: usualRole(scenario), ...given }), [scenario, given]);
  const now = useMemo(() => ({ edits, mode, defaults }), [edits, mode, defaults]);
  const asked = useDeferredValue(now);
  const taken = useMemo(() => {
    const rows = read.rows.map((row) => edited(row, asked.edits[row.id]));
    return targetsFrom(rows, scenario, asked);
  }, [read, asked, scenario]);
  // What is typed shows at once, what becomes of it a moment later.
  const rows = useMemo(
    () =>
      asked === now
        ? taken.rows
        : taken.rows.map((one) => ({ ...one, row: edited(one.row, edits[one.row.id]) })),
    [taken, asked, now, edits],
  );
  const summary = useMemo(() => summaryOf(scenario, taken), [scenario, taken]);
  return { read, mode, defaults, rows, taken, summary, isStale: asked !== now };
}

/** A row as the user left it: whoever writes into a row that could not be read has read it. */
function edited(row: TargetRow, edit: Bulk["edits"][string] | undefined): TargetRow {
  if (!edit) return row;
  const { isOut = row.isOut, ...cells } = edit;
  const { unreadable, ...rest } = row;
  const isReadable = unreadable === undefined || Object.keys(cells).length > 0;
  return {
    ...rest,
    ...(isReadable ? {} : { unreadable }),
    cells: { ...row.cells, ...cells },
    isOut,
  };
}

/** A list of nothing but the documentation's examples is there to be replaced. */
function usualMode({ targets }: Scenario): TakeChoices["mode"] {
  return targets.every(({ account }) => account === "" || isExample(account)) ? "replace" : "add";
}

/** What the role is called in the accounts that are in the list. */
function usualRole({ targets, platform }: Scenario): string {
  return (
    targets.find(({ account, role }) => role !== "" && account !== platform.account)?.role ?? ""
  );
}
