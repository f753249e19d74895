import { parseArn } from "#policy";
import { awsManagedAlias, blankKey, type Key, type Scenario } from "#scenario";
import {
  administratorsIn,
  type KeyCell,
  keyColumnHelp,
  type Read,
  readAccount,
  readCreateGrant,
  readKey,
  readName,
  readType,
  regionsIn,
} from "./cell-values.ts";
import type { TargetCells, TargetColumn, TargetRow } from "./row.ts";

/** A problem of a row, or of one of its cells. */
export interface RowProblem {
  readonly severity: "error" | "warning" | "note";
  readonly column?: TargetColumn;
  readonly message: string;
  /** The correct value, if it is certain. */
  readonly fix?: string;
}

/** The values that replace empty cells. */
export type TargetDefaults = Partial<Pick<TargetCells, "role" | "region" | "key">>;

/** The account, role and key that a row asks for, as far as it can be read. */
export interface RowTarget {
  readonly account: string;
  readonly name: string;
  /** As the cell has it; may be empty. */
  readonly role: string;
  /** Without its id; absent if the row is only an account. */
  readonly key?: Omit<Key, "id">;
  /** The value of the key cell, or its default. */
  readonly keyCell: string;
  readonly problems: readonly RowProblem[];
}

/** Reads the cells of a row. The scenario's own validation checks the answers later. */
export function rowTargetOf(
  row: TargetRow,
  scenario: Scenario,
  defaults: TargetDefaults,
): RowTarget {
  const { cells } = row;
  const problems: RowProblem[] = [];
  if (row.unreadable !== undefined) problems.push({ severity: "error", message: row.unreadable });
  if (row.doubt !== undefined)
    problems.push({ severity: "warning", column: "region", message: row.doubt });
  const read = <T>(column: TargetColumn, { ...found }: Read<T>, otherwise: T): T => {
    if ("value" in found) return found.value;
    const { mistake, fix } = found;
    problems.push({
      severity: "error",
      column,
      message: mistake,
      ...(fix === undefined ? {} : { fix }),
    });
    return otherwise;
  };
  const wrong = (column: TargetColumn, message: string) =>
    problems.push({ severity: "error", column, message });

  const given = read("account", readAccount(cells.account), "");
  const name = read("name", readName(cells.name), "");
  const isAws = read("type", readType(cells.type), undefined) === "aws-managed";
  const keyCell = cells.key || (isAws ? "" : (defaults.key ?? ""));
  const key = read("key", readKey(keyCell), {});
  if (key.partition !== undefined && key.partition !== scenario.partition)
    wrong(
      "key",
      `This key is in partition ${key.partition}, but your answers are in ${scenario.partition}. A policy works within one partition.`,
    );
  if (key.account !== undefined) agreeWithArn(problems, key.account);
  const account = given || key.account || accountOfRole(cells.role);
  if (
    key.account !== undefined &&
    account !== key.account &&
    problems.every(({ column }) => column !== "account")
  )
    wrong("account", `The key’s ARN has account ${key.account}. Change one of the two.`);
  const asked = keyOf(cells, key, defaults, read, wrong);
  const rowTarget = asked && withDescription(asked, row.described);
  const role = cells.role.trim();
  return { account, name, role, keyCell, problems, ...(rowTarget ? { key: rowTarget } : {}) };
}

/** What is suggested for the account is what the row's own ARN says. */
function agreeWithArn(problems: RowProblem[], account: string): void {
  for (const [index, problem] of problems.entries())
    if (problem.column === "account" && problem.fix !== undefined && problem.fix !== account)
      problems[index] = {
        ...problem,
        message: `This is not an account id, and the key’s ARN has account ${account}.`,
        fix: account,
      };
}

function keyOf(
  cells: TargetCells,
  key: KeyCell,
  defaults: TargetDefaults,
  read: <T>(column: TargetColumn, found: Read<T>, otherwise: T) => T,
  wrong: (column: TargetColumn, message: string) => void,
): Omit<Key, "id"> | undefined {
  const replicaRegions = regionsIn(cells.replicas);
  const typeCell = typeIn(cells);
  const type =
    typeCell ?? key.type ?? (replicaRegions.length > 0 ? "multi-region" : "customer-managed");
  const createGrant = read("createGrant", readCreateGrant(cells.createGrant), undefined);
  // Only an account: its keys are in other rows.
  if (!key.naming && type !== "aws-managed") {
    if (key.type === "aws-managed")
      wrong("type", `${awsManagedAlias} is an AWS managed key. Change the type or the key.`);
    else if (cells.key === "" && cells.type !== "") wrong("key", keyColumnHelp);
    return undefined;
  }
  if (type === "aws-managed" && key.naming?.by === "alias")
    wrong(
      "key",
      `${awsManagedAlias} is the only AWS managed key that EBS uses. Enter it, or leave the row out.`,
    );
  const region = cells.region.trim() || key.region || defaults.region || "";
  if (key.region !== undefined && key.region !== region)
    wrong("region", `The key’s ARN has region ${key.region}. Change one of the two.`);
  if (replicaRegions.length > 0 && type !== "multi-region")
    wrong(
      "replicas",
      "Only a multi-Region key has replicas. Change the type, or leave this empty.",
    );
  return {
    ...blankKey,
    type,
    region,
    replicaRegions: type === "multi-region" ? replicaRegions : [],
    naming: key.naming ?? blankKey.naming,
    administrators: administratorsIn(cells.administrators),
    ...(createGrant === undefined ? {} : { createGrant }),
  };
}

/** The key with what `describe-key` says of it. */
function withDescription(
  key: Omit<Key, "id">,
  { spec, origin, states }: NonNullable<TargetRow["described"]> = {},
): Omit<Key, "id"> {
  if (key.type === "aws-managed") return key;
  return {
    ...key,
    ...(spec === undefined ? {} : { spec }),
    ...(origin === undefined ? {} : { origin }),
    ...(states === undefined ? {} : { states }),
  };
}

function accountOfRole(cell: string): string {
  const arn = parseArn(cell.trim());
  return arn?.service === "iam" ? arn.account : "";
}

function typeIn(cells: TargetCells) {
  const read = readType(cells.type);
  return "value" in read ? read.value : undefined;
}
