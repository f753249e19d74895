import { limits, type Policy } from "#policy";
import { actionFits } from "../action.ts";
import { isRecord } from "../json.ts";
import { overlong } from "./element.ts";
import { plainReaders, type TextReaders } from "./readers.ts";
import { type CompiledStatement, compileStatement } from "./statement.ts";

/** The statements of a document that may decide about an action; each still has to be asked. */
export interface ActionStatements {
  readonly allows: readonly CompiledStatement[];
  readonly denies: readonly CompiledStatement[];
}

/** How many actions a document remembers its statements for: more than the import and the abuses ask about. */
const rememberedActions = 64;

/** A policy read once: its statements by effect, each in the order of the document. */
export class CompiledDocument implements ActionStatements {
  readonly allows: readonly CompiledStatement[];
  readonly denies: readonly CompiledStatement[];
  /** Every statement in the order of the document; `undefined` for one that does nothing, because its effect cannot be read. */
  readonly statements: readonly (CompiledStatement | undefined)[];
  #isKnown = false;
  #byAction: Map<string, ActionStatements> | undefined;

  constructor(statements: readonly (CompiledStatement | undefined)[]) {
    const allows: CompiledStatement[] = [];
    const denies: CompiledStatement[] = [];
    for (const statement of statements)
      if (statement) (statement.effect === "Allow" ? allows : denies).push(statement);
    this.allows = allows;
    this.denies = denies;
    this.statements = statements;
  }

  /**
   * The document without the statements that an action, in lower case, rules out. The first request gets all of them:
   * it may be decided before every action is read, and many documents are asked about one request only.
   */
  forAction(actionKey: string): ActionStatements {
    if (!this.#isKnown) {
      this.#isKnown = true;
      return this;
    }
    const known = this.#byAction?.get(actionKey);
    if (known) return known;
    if (!this.#byAction || this.#byAction.size >= rememberedActions) this.#byAction = new Map();
    const speaks = ({ action }: CompiledStatement) =>
      action.kind !== "given" || actionFits(action, actionKey);
    const found = { allows: this.allows.filter(speaks), denies: this.denies.filter(speaks) };
    this.#byAction.set(actionKey, found);
    return found;
  }
}

const nothing = new CompiledDocument([]);

/**
 * The readable statements of a policy. A value that is no policy has none, so it allows nothing. Variables work only under `"Version": "2012-10-17"`. Of a document with more text than AWS takes in any
 * policy (a key policy's limit is the highest) no element is read: so the time is bounded, and it allows nothing.
 * Source: IAM User Guide, "IAM JSON policy elements: Version"; KMS Developer Guide, "Resource quotas".
 */
export function compileDocument(
  policy: Policy,
  readers = plainReaders,
  compile = compileStatement,
): CompiledDocument {
  return isRecord(policy) ? readDocument(policy, readers, compile) : nothing;
}

function readDocument(
  policy: Readonly<Record<string, unknown>>,
  readers: TextReaders,
  compile: typeof compileStatement,
): CompiledDocument {
  const withVariables = policy.Version === "2012-10-17";
  const raw = policy.Statement;
  if (raw === undefined) return nothing;
  const isOverlong = textLength(raw, limits.keyPolicyBytes) > limits.keyPolicyBytes;
  const entries: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  return new CompiledDocument(
    entries.map((entry, index) => {
      return isOverlong && isRecord(entry)
        ? compileStatement(unread(entry), index, withVariables, readers)
        : compile(entry, index, withVariables, readers);
    }),
  );
}

/** How much text a value holds, or some number over `enough`. What lies deeper than a statement nests is read by nobody. */
function textLength(value: unknown, enough: number, depth = 0): number {
  if (typeof value === "string") return value.length;
  if (depth > deepest) return 0;
  let length = 0;
  if (Array.isArray(value))
    for (let at = 0; at < value.length && length <= enough; at += 1)
      length += 1 + textLength(value[at], enough - length, depth + 1);
  // Making a list of the members first would cost as much again as all the rest.
  else if (isRecord(value))
    for (const name in value) {
      length += 1 + textLength(value[name], enough - length, depth + 1);
      if (length > enough) break;
    }
  return length;
}

/** From the list of statements to a value of a condition's list. */
const deepest = 6;

/** The statement with nothing in it that can be read: as an Allow it fits no request, as a Deny every one. */
function unread({ Sid, Effect }: Readonly<Record<string, unknown>>) {
  return { Sid, Effect, Principal: overlong, Action: "*", Resource: overlong };
}
