import type { Policy } from "#policy";
import { isRecord } from "../json.ts";
import { type CompiledStatement, compileStatement } from "./statement.ts";

/** A policy read once: its statements by effect, each in the order of the document. */
export interface CompiledDocument {
  readonly allows: readonly CompiledStatement[];
  readonly denies: readonly CompiledStatement[];
  /** The places of statements that do nothing, because their effect cannot be read. */
  readonly unreadable: readonly number[];
}

const compiled = new WeakMap<object, CompiledDocument>();
const nothing: CompiledDocument = { allows: [], denies: [], unreadable: [] };

/**
 * The readable statements of a policy, remembered by the policy's identity. A value that is no policy has none, so it
 * allows nothing. Variables work only under `"Version": "2012-10-17"`.
 * Source: IAM User Guide, "IAM JSON policy elements: Version".
 */
export function compileDocument(policy: Policy): CompiledDocument {
  if (!isRecord(policy)) return nothing;
  const known = compiled.get(policy);
  if (known) return known;
  const fresh = readDocument(policy);
  compiled.set(policy, fresh);
  return fresh;
}

function readDocument(policy: Readonly<Record<string, unknown>>): CompiledDocument {
  const withVariables = policy.Version === "2012-10-17";
  const raw = policy.Statement;
  const allows: CompiledStatement[] = [];
  const denies: CompiledStatement[] = [];
  const unreadable: number[] = [];
  if (raw === undefined) return nothing;
  (Array.isArray(raw) ? raw : [raw]).forEach((entry: unknown, index) => {
    const statement = compileStatement(entry, index, withVariables);
    if (statement) (statement.effect === "Allow" ? allows : denies).push(statement);
    else unreadable.push(index);
  });
  return { allows, denies, unreadable };
}
