import {
  changesBetween,
  type DecisionOptions,
  type PolicyChanges,
  type ScenarioDocument,
  type TextsById,
  withTexts,
} from "#acquisition";
import { type GivenStatement, parseDocument, statementName, statementsOf } from "#policy";
import type { Scenario } from "#scenario";
import { meaningOf } from "../merge/statements.ts";

/** A statement that is not the same in AWS and here. */
export interface StatementDrift {
  /** Where the statement is; `changed` if both sides have one of this Sid. */
  readonly found: "here" | "in-aws" | "changed";
  /** Its Sid, or its position: “statement 3”. */
  readonly name: string;
  /**
   * What AWS would newly allow, and no longer allow, with this one statement as it is here. `undefined` past the limit
   * of comparisons.
   */
  readonly effect: Effect | undefined;
}

type Effect = Pick<PolicyChanges, "newlyAllowed" | "noLongerAllowed" | "undecided">;

/** How the policies of one key, or of one role, in AWS differ from the documents here. */
export interface PolicyDrift {
  readonly documentIds: readonly string[];
  readonly statements: readonly StatementDrift[];
  /** What all differences together change; `undefined` if a document is not valid JSON. */
  readonly effect: Effect | undefined;
}

const noEffect: Effect = { newlyAllowed: [], noLongerAllowed: [], undecided: [] };

/** Comparisons of one statement each: one takes up to a second. */
const mostCompared = 24;

/**
 * Names each statement by which what is deployed differs from the documents here, and what AWS would allow and refuse
 * otherwise, over all requests that it can send. `deployed` has the texts in AWS by the id of the document they belong
 * to. Statements count as the same if only their Sid, or the order of their members, differs. Never throws.
 */
export function driftOf(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  deployed: TextsById,
  options: DecisionOptions = {},
): readonly PolicyDrift[] {
  let left = mostCompared;
  const effectOf = (ids: readonly string[], before: TextsById, after: TextsById): Effect => {
    const { layers } = options;
    const side = (texts: TextsById) => ({
      scenario,
      documents: withTexts(documents, texts),
      layers,
    });
    const { policies } = changesBetween(side(before), side(after), options);
    const own = policies.filter(({ documentIds }) => documentIds.some((id) => ids.includes(id)));
    return {
      newlyAllowed: own.flatMap(({ newlyAllowed }) => newlyAllowed),
      noLongerAllowed: own.flatMap(({ noLongerAllowed }) => noLongerAllowed),
      undecided: own.flatMap(({ undecided }) => undecided),
    };
  };
  return unitsOf(documents, deployed).map((unit): PolicyDrift => {
    const documentIds = unit.map(({ id }) => id);
    const here = read(unit.map(({ text }) => text));
    const theirs = read(documentIds.flatMap((id) => deployed[id] ?? []));
    if (!here || !theirs) return { documentIds, statements: [], effect: undefined };
    // All policies of a role decide together: they are compared as texts of the first document.
    const texts = (policies: readonly ReadPolicy[]): TextsById =>
      Object.fromEntries(
        documentIds.map((id, at) => [
          id,
          at === 0 ? policies.map((policy) => JSON.stringify(policy)) : [],
        ]),
      );
    const inAws = texts(theirs);
    const different = differences(here, theirs);
    if (different.length === 0) return { documentIds, statements: [], effect: noEffect };
    const isIdentity = unit[0]?.kind === "identity";
    const statements = different.map((difference): StatementDrift => {
      const { found, name } = difference;
      left -= 1;
      if (left < 0) return { found, name, effect: undefined };
      const after = texts(withStatement(theirs, difference, isIdentity));
      return { found, name, effect: effectOf(documentIds, inAws, after) };
    });
    return { documentIds, statements, effect: effectOf(documentIds, inAws, texts(here)) };
  });
}

/** The documents that are deployed, each key's policy on its own, and all identity policies of a role together. */
function unitsOf(
  documents: readonly ScenarioDocument[],
  deployed: TextsById,
): readonly (readonly ScenarioDocument[])[] {
  const units = new Map<string, ScenarioDocument[]>();
  for (const document of documents) {
    const { id, kind, attachTo } = document;
    const unit =
      kind === "identity" && attachTo.to === "role" ? `identity ${attachTo.roleArn}` : `one ${id}`;
    units.set(unit, [...(units.get(unit) ?? []), document]);
  }
  return [...units.values()].filter((unit) => unit.some(({ id }) => Object.hasOwn(deployed, id)));
}

/** What a text says, as far as it decides. */
interface ReadPolicy {
  readonly Version?: unknown;
  readonly Statement: readonly GivenStatement[];
}

/** `undefined` if one of the texts is not valid JSON. */
function read(texts: readonly string[]): readonly ReadPolicy[] | undefined {
  const policies = texts.flatMap((text): ReadPolicy[] => {
    const parsed = parseDocument(text);
    if (!parsed.ok) return [];
    const { Version } = parsed.policy;
    return [
      { ...(Version === undefined ? {} : { Version }), Statement: statementsOf(parsed.policy) },
    ];
  });
  return policies.length === texts.length ? policies : undefined;
}

interface ListedStatement {
  readonly statement: GivenStatement;
  readonly policy: ReadPolicy;
  readonly sid: string | undefined;
  readonly name: string;
  /** What the statement means without its Sid: policy variables depend on the Version. */
  readonly meaning: string;
}

interface Difference {
  readonly found: StatementDrift["found"];
  readonly name: string;
  readonly ours: ListedStatement | undefined;
  readonly theirs: ListedStatement | undefined;
}

function differences(
  here: readonly ReadPolicy[],
  inAws: readonly ReadPolicy[],
): readonly Difference[] {
  const [ours, theirs] = [listed(here), listed(inAws)];
  const without = (all: readonly ListedStatement[], others: readonly ListedStatement[]) => {
    const known = new Set(others.map(({ meaning }) => meaning));
    return all.filter(({ meaning }) => !known.has(meaning));
  };
  const onlyInAws = without(theirs, ours);
  const changed = new Set<ListedStatement>();
  const onlyHere = without(ours, theirs).map((one): Difference => {
    const other = onlyInAws.find(
      (each) => each.sid !== undefined && each.sid === one.sid && !changed.has(each),
    );
    if (other) changed.add(other);
    return { found: other ? "changed" : "here", name: one.name, ours: one, theirs: other };
  });
  return [
    ...onlyHere,
    ...onlyInAws
      .filter((one) => !changed.has(one))
      .map(
        (one): Difference => ({ found: "in-aws", name: one.name, ours: undefined, theirs: one }),
      ),
  ];
}

function listed(policies: readonly ReadPolicy[]): readonly ListedStatement[] {
  return policies.flatMap((policy) =>
    policy.Statement.map((statement, index) => {
      const { Sid, ...rest } = statement;
      return {
        statement,
        policy,
        sid: typeof Sid === "string" && Sid !== "" ? Sid : undefined,
        name: statementName(Sid, index),
        meaning: `${String(policy.Version === "2012-10-17")} ${meaningOf(rest)}`,
      };
    }),
  );
}

/** What is deployed with one statement as it is here: added, replaced, or left out. */
function withStatement(
  inAws: readonly ReadPolicy[],
  { ours, theirs }: Difference,
  isIdentity: boolean,
): readonly ReadPolicy[] {
  const rest = inAws.map((policy) => ({
    ...policy,
    Statement: policy.Statement.filter((statement) => statement !== theirs?.statement),
  }));
  if (!ours) return rest;
  const [first, ...others] = rest;
  if (isIdentity || !first) return [...rest, { ...ours.policy, Statement: [ours.statement] }];
  // A key or role has one policy.
  return [{ ...first, Statement: [...first.Statement, ours.statement] }, ...others];
}
