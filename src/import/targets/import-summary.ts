import { withCommas } from "#policy";
import type { Scenario } from "#scenario";
import type { CheckedRow, TargetsFrom } from "./targets-from.ts";

/** What importing the rows changes, in words: what is added, what is removed, what is skipped and why. */
export interface ImportSummary {
  /** "12 accounts and 60 keys are added." */
  readonly changes: readonly string[];
  /** "3 rows to fix, skipped until then." */
  readonly left: readonly string[];
  /** Whether the import changes anything. */
  readonly isChange: boolean;
}

/** What the rows of a table would change in the answers, in sentences for the dialog. */
export function summarizeImport(
  before: Scenario,
  /** Compares the scenario before and after the import. */
  { scenario: after, rows }: TargetsFrom,
): ImportSummary {
  const added = difference(after, before);
  const removed = difference(before, after);
  const named = renamed(before, after);
  const changes = [
    ...(added.keys > 0 ? [`${both(added)} added.`] : []),
    ...(removed.targets + removed.keys > 0 ? [`${both(removed)} removed.`] : []),
    ...(named > 0 ? [`${count(named, "account")} named.`] : []),
  ];
  const states = (state: CheckedRow["state"]) => rows.filter((row) => row.state === state).length;
  const [fix, known, out] = [states("fix"), states("known"), states("out")];
  const left = [
    ...(fix > 0 ? [`${count(fix, "row")} to fix, skipped until then.`] : []),
    ...(known > 0 ? [`${count(known, "row")} already in the list.`] : []),
    ...(out > 0 ? [`${count(out, "row")} skipped.`] : []),
  ];
  return { changes, left, isChange: changes.length > 0 };
}

/** What the first has that the second does not. */
function difference(one: Scenario, other: Scenario) {
  const targets = new Set(other.targets.map(({ id }) => id));
  const keys = new Set(other.targets.flatMap((target) => target.keys.map(({ id }) => id)));
  return {
    targets: one.targets.filter(({ id }) => !targets.has(id)).length,
    keys: one.targets.flatMap((target) => target.keys).filter(({ id }) => !keys.has(id)).length,
  };
}

function renamed(before: Scenario, after: Scenario): number {
  const names = new Map(before.targets.map(({ id, name }) => [id, name]));
  return after.targets.filter(({ id, name }) => names.has(id) && names.get(id) !== name).length;
}

function both({ targets, keys }: { readonly targets: number; readonly keys: number }): string {
  if (targets === 0) return count(keys, "key");
  return `${count(targets, "account")} and ${count(keys, "key")}`;
}

function count(number: number, noun: string): string {
  return `${withCommas(number)} ${noun}${number === 1 ? "" : "s"}`;
}
