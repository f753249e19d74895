import { useCallback, useDeferredValue, useMemo } from "react";
import { useStore } from "zustand";
import {
  type CheckedRow,
  type ImportChoices,
  type ImportSummary,
  type ReadTargets,
  summarizeImport,
  type TargetDefaults,
  type TargetRow,
  type TargetsFrom,
  targetsFrom,
} from "#import";
import type { Scenario } from "#scenario";
import type { Checker } from "#worker";
import { useCheckerCall } from "../import/use-checker-call.ts";
import { useKeyhole } from "../store.tsx";
import { type Bulk, bulkStore } from "./bulk-store.ts";

/** The rows with their states, and what they would change in the answers. */
export interface CheckedRows {
  readonly read: ReadTargets;
  readonly mode: ImportChoices["mode"];
  readonly defaults: TargetDefaults;
  readonly rows: readonly CheckedRow[];
  readonly taken: TargetsFrom;
  readonly summary: ImportSummary;
  /** Whether there are texts that are not read yet. */
  readonly isReading: boolean;
  /** Reads the texts again; `undefined` unless that failed. */
  readonly readAgain: (() => void) | undefined;
  /** Whether the rows have input that is not read or checked yet. */
  readonly isStale: boolean;
}

const nothingRead: ReadTargets = { recognised: [], rows: [], problems: [], isWhole: true };

/** Checks the rows after React has drawn the typed text: a check of thousands of rows would delay typing. */
export function useCheckedRows(): CheckedRows {
  const scenario = useKeyhole((state) => state.scenario);
  const texts = useStore(bulkStore, (bulk) => bulk.texts);
  const edits = useStore(bulkStore, (bulk) => bulk.edits);
  const chosen = useStore(bulkStore, (bulk) => bulk.mode);
  const given = useStore(bulkStore, (bulk) => bulk.defaults);
  const reading = useCallback(
    async (checker: Checker) =>
      texts.length === 0
        ? nothingRead
        : checker.readTargets(texts.map(({ text, name }) => ({ text, name }))),
    [texts],
  );
  const { result, isCurrent, retry: readAgain } = useCheckerCall(reading);
  const read = texts.length === 0 ? nothingRead : (result ?? nothingRead);
  const isReading = !isCurrent && !readAgain && texts.length > 0;
  const mode = chosen ?? "add";
  const defaults = useMemo(() => ({ role: defaultRole(scenario), ...given }), [scenario, given]);
  const choices = useMemo(() => ({ edits, mode, defaults }), [edits, mode, defaults]);
  const checkedChoices = useDeferredValue(choices);
  const taken = useMemo(() => {
    const rows = read.rows.map((row) => edited(row, checkedChoices.edits[row.id]));
    return targetsFrom(rows, scenario, checkedChoices);
  }, [read, checkedChoices, scenario]);
  // The typed text shows at once, the result of its check later.
  const rows = useMemo(
    () =>
      checkedChoices === choices
        ? taken.rows
        : taken.rows.map((one) => ({ ...one, row: edited(one.row, edits[one.row.id]) })),
    [taken, checkedChoices, choices, edits],
  );
  const summary = useMemo(() => summarizeImport(scenario, taken), [scenario, taken]);
  const isStale = checkedChoices !== choices || !isCurrent;
  return { read, isReading, readAgain, mode, defaults, rows, taken, summary, isStale };
}

/** A row with the user's changes. A row that Keyhole could not read counts as read once the user writes into it. */
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

/** The role name that the accounts in the list have. */
function defaultRole({ targets, platform }: Scenario): string {
  return (
    targets.find(({ account, role }) => role !== "" && account !== platform.account)?.role ?? ""
  );
}
