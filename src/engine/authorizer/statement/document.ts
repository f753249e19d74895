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

/**
 * Two generations of what was read: a full young one becomes the old one, and the old one goes. A single weak map that
 * takes tens of thousands of policies makes the garbage collector slower than reading them.
 */
let young = new WeakMap<object, CompiledDocument>();
let old = young;
let youngSize = 0;
const generation = 256;

const nothing: CompiledDocument = { allows: [], denies: [], unreadable: [] };

/**
 * The readable statements of a policy, remembered by the policy's identity. A value that is no policy has none, so it
 * allows nothing. Variables work only under `"Version": "2012-10-17"`.
 * Source: IAM User Guide, "IAM JSON policy elements: Version".
 */
export function compileDocument(policy: Policy): CompiledDocument {
  if (!isRecord(policy)) return nothing;
  const known = young.get(policy);
  if (known) return known;
  const fresh = old.get(policy) ?? readDocument(policy);
  if (youngSize >= generation) {
    old = young;
    young = new WeakMap();
    youngSize = 0;
  }
  young.set(policy, fresh);
  youngSize += 1;
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
