import { accountProblems, type Scenario, validateScenario } from "#scenario";
import { typeWords } from "./cell-values.ts";
import type { TargetCells, TargetRow } from "./row.ts";
import { type RowProblem, type RowTarget, rowTargetOf, type TargetDefaults } from "./row-target.ts";
import { namesOf, TargetList } from "./target-list.ts";

/**
 * The state of a row. `taken`: its key or its account's name is imported. `fix`: it has an error and stays out.
 * `known`: the list already has it. `out`: the user excluded it, or it is an account without a key.
 */
export type RowState = "taken" | "fix" | "known" | "out";

/** A row with its state and its problems. */
export interface CheckedRow {
  readonly row: TargetRow;
  readonly state: RowState;
  readonly problems: readonly RowProblem[];
  /** The values that replace its empty cells. */
  readonly filled: Partial<TargetCells>;
}

/** The scenario with the rows imported, and the state of each row. */
export interface TargetsFrom {
  readonly scenario: Scenario;
  /** In the order of the rows given. */
  readonly rows: readonly CheckedRow[];
}

/** The user's choices for all rows of an import. */
export interface ImportChoices {
  /** Whether the rows are added to the accounts of the scenario, or replace them. */
  readonly mode: "add" | "replace";
  readonly defaults: TargetDefaults;
}

/**
 * Imports the accounts and keys of the rows into a scenario, and gives the state of each row. Rows of one account and
 * role become one target. Existing targets keep their ids, so that edits stay with their documents. The scenario's own
 * validation finds the errors of a row. Takes linear time.
 */
export function targetsFrom(
  rows: readonly TargetRow[],
  scenario: Scenario,
  choices: ImportChoices,
): TargetsFrom {
  const checks = rows.map((row) => new Check(row, rowTargetOf(row, scenario, choices.defaults)));
  const trial = built(checks, scenario, choices);
  for (const { path, severity, message } of validateScenario(trial.scenario)) {
    const asked = trial.list.askedBy(path);
    for (const row of asked?.rows ?? [])
      checks[row]?.tell({ severity, message, column: asked?.column ?? "key" });
  }
  for (const check of checks) checkName(check, trial.names);
  const isWhole = !checks.some(({ isDropped }) => isDropped);
  const result = isWhole ? trial.scenario : built(checks, scenario, choices).scenario;
  settleAccounts(checks, scenario, result, choices);
  return {
    scenario: result,
    rows: checks.map(({ row, state, problems, filled }) => ({ row, state, problems, filled })),
  };
}

/** A row during the import. */
class Check {
  readonly row: TargetRow;
  readonly rowTarget: RowTarget;
  readonly problems: RowProblem[];
  state: RowState;
  filled: Partial<TargetCells>;
  /** Whether an error removed the row after it was imported. */
  isDropped = false;
  /** The names that identify its key. */
  readonly names: readonly string[];

  constructor(row: TargetRow, rowTarget: RowTarget) {
    this.row = row;
    this.rowTarget = rowTarget;
    this.problems = [...rowTarget.problems];
    this.names = rowTarget.key ? namesOf(rowTarget.account, rowTarget.key) : [];
    this.filled = filledIn(row.cells, rowTarget);
    const isFaulty = rowTarget.problems.some(({ severity }) => severity === "error");
    this.state = row.isOut ? "out" : isFaulty ? "fix" : "taken";
  }

  tell(problem: RowProblem): void {
    this.problems.push(problem);
    if (problem.severity !== "error" || this.state !== "taken") return;
    this.state = "fix";
    this.isDropped = true;
  }

  isKeyless(): void {
    const message =
      "No imported row has a key of this account. Enter one here, or one for all rows above.";
    this.problems.push({ severity: "warning", column: "key", message });
    this.state = "out";
  }

  isKnown(message: string): void {
    this.problems.push({ severity: "note", column: "key", message });
    this.state = "known";
  }
}

/** The target list with every row that is imported so far. */
function built(checks: readonly Check[], scenario: Scenario, { mode, defaults }: ImportChoices) {
  const list = new TargetList(scenario, mode);
  const taken = checks.filter(({ state }) => state === "taken" || state === "known");
  const names = first(taken.map(({ rowTarget: { account, name } }) => [account, name]));
  const roles = only(taken.map(({ rowTarget: { account, role } }) => [account, role]));
  const seen = new Map<string, Check>();
  for (const [index, check] of checks.entries()) {
    const { account, role: own, key } = check.rowTarget;
    if (check.state !== "taken" || !key) continue;
    const twin = check.names.flatMap((name) => seen.get(name) ?? [])[0];
    if (mode === "add" && list.had(check.names)) check.isKnown("This key is already in the list.");
    else if (twin) compare(check, twin);
    if (check.state !== "taken") continue;
    for (const name of check.names) seen.set(name, check);
    const isPlatforms = account === scenario.platform.account;
    const otherwise = list.roleIn(account) ?? (isPlatforms ? "" : (defaults.role ?? ""));
    const role = own || (roles.get(account) ?? otherwise);
    check.filled = { ...check.filled, ...(own === "" && role !== "" ? { role } : {}) };
    const why = list.add(index, { account, role, key, names: check.names });
    if (why !== undefined) check.tell({ severity: "error", message: why });
  }
  return { list, names, scenario: list.scenario(names) };
}

/** The first non-empty text for each name. */
function first(entries: readonly (readonly [name: string, text: string])[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [name, text] of entries) if (text !== "" && !texts.has(name)) texts.set(name, text);
  return texts;
}

/** The text for each name that has only one. */
function only(entries: readonly (readonly [name: string, text: string])[]): Map<string, string> {
  const texts = first(entries);
  for (const [name, text] of entries)
    if (text !== "" && texts.has(name) && texts.get(name) !== text) texts.delete(name);
  return texts;
}

/** Compares a row with an earlier row of the same key: equal answers are a duplicate, others an error. */
function compare(check: Check, twin: Check): void {
  const { place } = twin.row;
  const message = `This key is also in ${place}, with other answers. Skip one of the two rows.`;
  if (answersOf(check) === answersOf(twin)) check.isKnown(`The same as ${place}.`);
  else check.tell({ severity: "error", column: "key", message });
}

function answersOf({ rowTarget: { account, role, key } }: Check): string {
  return JSON.stringify([account, role, key]);
}

/** An account has one name: the first that a row gives it. */
function checkName(check: Check, names: ReadonlyMap<string, string>): void {
  const { account, name } = check.rowTarget;
  const taken = names.get(account);
  if (check.state !== "taken" || name === "" || taken === name) return;
  const message = `Another row names this account ${taken}, and that name is used.`;
  check.tell({ severity: "warning", column: "name", message });
}

/** The values of the row's empty cells, from its ARNs and from the defaults. */
function filledIn(cells: TargetCells, { account, key, keyCell }: RowTarget): Partial<TargetCells> {
  return {
    ...(cells.account === "" && account !== "" ? { account } : {}),
    ...(key && cells.region === "" ? { region: key.region } : {}),
    ...(key && cells.key === "" && keyCell !== "" ? { key: keyCell } : {}),
    ...(key && cells.type === "" ? { type: typeWords[key.type] } : {}),
  };
}

/** Settles rows without a key: the keys of their account are in other rows or already in the list. */
function settleAccounts(
  checks: readonly Check[],
  before: Scenario,
  after: Scenario,
  { mode }: ImportChoices,
): void {
  const names = new Map(before.targets.map(({ account, name }) => [account, name]));
  const accounts = new Set(after.targets.map(({ account }) => account));
  for (const check of checks) {
    const { account, name, key } = check.rowTarget;
    if (check.state !== "taken" || key) continue;
    const [wrong] = accountProblems("", account).filter(({ severity }) => severity === "error");
    if (wrong) check.tell({ severity: "error", column: "account", message: wrong.message });
    else if (!accounts.has(account)) check.isKeyless();
    else if (mode === "add" && names.has(account) && (name === "" || names.get(account) === name))
      check.isKnown("This account is already in the list.");
  }
}
