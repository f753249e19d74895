import type { Policy } from "#policy";
import { isRecord } from "./json.ts";
import { readAwsEntry } from "./principal.ts";
import { type Caller, readCaller } from "./request/caller.ts";
import { inLowerCase } from "./request/context-reader.ts";
import { type NamedResource, readResource } from "./request/named-resource.ts";
import { type CompiledDocument, compileDocument } from "./statement/document.ts";
import { type CompiledStatement, compileStatement } from "./statement/statement.ts";

/**
 * A reader of texts that remembers what it made of the last ones: requests and policies repeat the same few ARNs, keys
 * and actions. It forgets everything once it knows `limit` texts, so that a stream of new ones costs no memory.
 */
export function remembering<T>(read: (text: string) => T, limit = 2_048): (text: string) => T {
  let known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const fresh = read(text);
    if (known.size >= limit) known = new Map();
    known.set(text, fresh);
    return fresh;
  };
}

/** What the authorizer has read: the texts of requests, and policies by identity. It changes no decision. */
export interface AuthorizerCache {
  readonly callerOf: (text: string) => Caller;
  readonly resourceOf: (text: string) => NamedResource;
  readonly lowerCase: (text: string) => string;
  /** A changed policy must be a new object. */
  readonly documentOf: (policy: Policy) => CompiledDocument;
}

/**
 * An empty cache, for a caller that decides many requests on the same policies. With `sharesStatements` equal statements in
 * the same place are one object, also of different policies: for a caller that keeps what it made of a statement while
 * others of its policy are edited.
 */
export function createAuthorizerCache({ sharesStatements = false } = {}): AuthorizerCache {
  const lowerCase = remembering(inLowerCase);
  const readers = { lowerCase, awsEntryOf: remembering(readAwsEntry) };
  const compile = sharesStatements ? sharingStatements() : compileStatement;
  return {
    callerOf: remembering(readCaller),
    resourceOf: remembering(readResource),
    lowerCase,
    documentOf: rememberingDocuments((policy) => compileDocument(policy, readers, compile)),
  };
}

/** Compiles statements; those of the same text and place once. */
function sharingStatements(limit = 2_048): typeof compileStatement {
  let known = new Map<string, CompiledStatement | undefined>();
  return (raw, index, withVariables, readers) => {
    const text = textOf(raw);
    if (text === undefined) return compileStatement(raw, index, withVariables, readers);
    const key = `${index} ${withVariables} ${text}`;
    const before = known.get(key);
    if (before) return before;
    const fresh = compileStatement(raw, index, withVariables, readers);
    if (known.size >= limit) known = new Map();
    known.set(key, fresh);
    return fresh;
  };
}

/** A value as JSON; `undefined` if it is none, such as an object that contains itself. */
function textOf(raw: unknown): string | undefined {
  try {
    return JSON.stringify(raw);
  } catch {
    return undefined;
  }
}

/** So many policies make a generation. */
const generation = 256;

/**
 * Two generations of what was read: a full young one becomes the old one, and the old one goes. A single weak map that
 * takes tens of thousands of policies makes the garbage collector slower than reading them.
 */
function rememberingDocuments(
  compile: AuthorizerCache["documentOf"],
): AuthorizerCache["documentOf"] {
  let young = new WeakMap<object, CompiledDocument>();
  let old = young;
  let youngSize = 0;
  return (policy) => {
    if (!isRecord(policy)) return compile(policy);
    const known = young.get(policy);
    if (known) return known;
    const fresh = old.get(policy) ?? compile(policy);
    if (youngSize >= generation) {
      old = young;
      young = new WeakMap();
      youngSize = 0;
    }
    young.set(policy, fresh);
    youngSize += 1;
    return fresh;
  };
}
