import { asList, type GivenStatement } from "#policy";
import type { Path } from "./statement-edits.ts";

/** A list of texts in a statement: actions, principals of a type, the values of a condition key. */
export interface Slot {
  readonly path: Path;
  readonly values: readonly string[];
  /** As written. */
  readonly json: unknown;
}

/** Everything in a statement that is a text or a list. */
export function slotsOf(statement: GivenStatement): readonly Slot[] {
  return Object.entries(statement).flatMap(([name, value]) => {
    if (name === "Sid") return [];
    if (name === "Condition") return nested([name], value, 2);
    const isMap = name === "Principal" || name === "NotPrincipal";
    return isMap && isObject(value) ? nested([name], value, 1) : [slot([name], value)];
  });
}

function nested(path: Path, value: unknown, depth: number): readonly Slot[] {
  if (depth === 0 || !isObject(value)) return [slot(path, value)];
  return Object.entries(value).flatMap(([name, inner]) =>
    nested([...path, name], inner, depth - 1),
  );
}

function slot(path: Path, json: unknown): Slot {
  return { path, json, values: asList(json).map(String) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `"kms:ViaService": "ec2.us-east-1.amazonaws.com"`, `"Action": "kms:Decrypt"`. */
export function memberText({ path, json }: Pick<Slot, "path" | "json">): string {
  const name = path.at(-1) ?? "";
  return `${JSON.stringify(name)}: ${JSON.stringify(json)}`;
}
