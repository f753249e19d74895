import {
  type DocumentIndexCache,
  isCounted,
  type Probe,
  type ScenarioDocument,
  type Step,
} from "#acquisition";
import { asList, type DocumentKind, parseDocument, principalName, statementsOf } from "#policy";
import { isLarge } from "#scenario";
import { runOf } from "./run.ts";
import type { Subject } from "./types.ts";

/** What one statement of a document does, decided by a run without it. */
export interface StatementEffect {
  /** “Lets CadoResponseRole call kms:Decrypt and kms:DescribeKey, under 2 conditions.” */
  readonly sentence: string;
  /** The titles of the steps that work with it and not without it, without duplicates. */
  readonly stops: readonly string[];
  /** The titles of the required permissions that are lost without it. */
  readonly loses: readonly string[];
  /** The titles of the abuses that are refused with it and not without it. */
  readonly opens: readonly string[];
}

/** A document, as far as it says whose permissions it has. */
type OwnedDocument = ScenarioDocument & { readonly kind?: DocumentKind; readonly name?: string };

/**
 * Runs the import and the abuses once without a statement and says what changes. `undefined` for a large scenario, where
 * a run takes seconds, and if the text is no policy with this statement. Never throws on what users wrote.
 */
export function statementEffect(
  subject: Subject,
  documentId: string,
  position: number,
  indexes: DocumentIndexCache,
): StatementEffect | undefined {
  const { scenario, documents } = subject;
  const document: OwnedDocument | undefined = documents.find(({ id }) => id === documentId);
  const parsed = document && parseDocument(document.text);
  if (!document || !parsed?.ok || isLarge(scenario)) return undefined;
  const statements = statementsOf(parsed.policy);
  const statement = statements[position];
  if (!statement) return undefined;
  const text = JSON.stringify({
    ...parsed.policy,
    Statement: statements.filter((_, index) => index !== position),
  });
  const before = runOf(subject, indexes);
  const after = runOf(
    { ...subject, documents: documents.map((one) => (one === document ? { ...one, text } : one)) },
    indexes,
  );
  return {
    sentence: sentenceOf(statement, document),
    stops: lost(before.steps.filter(isCounted), after.steps, isWorking),
    loses: lost(before.probes, after.probes, ({ state }) => state === "allowed"),
    opens: lost(before.probes, after.probes, ({ state }) => state === "refused"),
  };
}

function isWorking({ state, unreached }: Step): boolean {
  return state === "works" && !unreached;
}

/** The titles of what was so before and is no longer. */
function lost<Item extends Step | Probe>(
  before: readonly Item[],
  after: readonly Item[],
  isSo: (item: Item) => boolean,
): readonly string[] {
  const kept = new Set(after.filter(isSo).map(({ id }) => id));
  return [
    ...new Set(before.filter((item) => isSo(item) && !kept.has(item.id)).map(({ title }) => title)),
  ];
}

function sentenceOf(
  statement: Readonly<Record<string, unknown>>,
  { kind, name }: OwnedDocument,
): string {
  const { Effect, Action, NotAction, Principal, Condition } = statement;
  const who = kind === "identity" ? (name ?? "its role") : principalsIn(Principal);
  const what =
    NotAction === undefined
      ? joined(asList(Action).map(String), 5)
      : `everything but ${joined(asList(NotAction).map(String), 5)}`;
  const conditions = Object.values(Condition ?? {}).reduce(
    (sum: number, keys) => sum + Object.keys(keys ?? {}).length,
    0,
  );
  const limits =
    conditions === 0
      ? ""
      : `, under ${conditions === 1 ? "1 condition" : `${conditions} conditions`}`;
  return Effect === "Deny"
    ? `Denies ${who} ${what}${limits}.`
    : `Lets ${who} call ${what}${limits}.`;
}

function principalsIn(principal: unknown): string {
  if (typeof principal !== "object" || principal === null)
    return principal === "*" ? "everyone" : "nobody by name";
  const names = Object.values(principal).flatMap((one) => asList(one).map(String));
  return joined(
    names.map((arn) => {
      const { name, account } = principalName(arn);
      if (arn === "*") return "everyone";
      if (arn.endsWith(":root")) return `the account ${account}`;
      return name || arn;
    }),
    3,
  );
}

/** “a, b and 3 more”. */
function joined(items: readonly string[], most: number): string {
  const rest = items.length - most;
  if (rest > 0) return `${items.slice(0, most).join(", ")} and ${rest} more`;
  const last = items.at(-1) ?? "nothing";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}
