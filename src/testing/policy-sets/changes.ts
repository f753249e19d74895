import type { PolicySet, ReachQuestion } from "#engine";
import type { Policy } from "#policy";
import type { Random } from "../random.ts";
import type { Subject } from "./names.ts";
import { type DocumentKind, randomPolicy, randomStatement } from "./statements.ts";

type Statements = readonly object[];
type Policies = ReachQuestion["policies"];

/** The policies with the statements of every document in the opposite order. */
export function inOppositeOrder<Set extends PolicySet | Policies>(policies: Set): Set {
  return everywhere(
    policies,
    () => true,
    (statements) => [...statements].reverse(),
  );
}

/** The policies with one random statement more, in one of their documents. The same if there is no document. */
export function withStatement(
  random: Random,
  policies: Policies,
  subject: Subject,
  effect: "Allow" | "Deny",
): Policies {
  return atOne(random, policies, (statements, kind) => [
    ...statements,
    randomStatement(random, { kind, subject, isTwisted: false }, effect),
  ]);
}

/**
 * The policies after a change that somebody could make: a statement added, left out or replaced, or a document replaced.
 * Neither side of a comparison of the two is always the wider one.
 */
export function edited(random: Random, policies: Policies, subject: Subject): Policies {
  return atOne(random, policies, (statements, kind) => {
    const wish = { kind, subject, isTwisted: false };
    const at = random.below(statements.length);
    return random.pick<() => Statements>([
      () => [...statements, randomStatement(random, wish)],
      () => statements.filter((_one, index) => index !== at),
      () => statements.with(at, randomStatement(random, wish)),
      () => statements.map((one, index) => (index === at ? withoutCondition(one) : one)),
      () => [randomPolicy(random, wish).Statement].flat() as Statements,
    ])();
  });
}

function withoutCondition(statement: object): object {
  return Object.fromEntries(Object.entries(statement).filter(([name]) => name !== "Condition"));
}

function atOne(
  random: Random,
  policies: Policies,
  change: (statements: Statements, kind: DocumentKind) => Statements,
): Policies {
  let count = 0;
  everywhere(policies, () => {
    count += 1;
    return false;
  });
  const chosen = random.below(count);
  let at = -1;
  return everywhere(
    policies,
    () => {
      at += 1;
      return at === chosen;
    },
    change,
  );
}

const kinds: Readonly<Record<string, DocumentKind>> = {
  identityPolicies: "identity",
  permissionsBoundary: "guardrail",
  sessionPolicies: "guardrail",
  resourcePolicy: "resource",
  serviceControlPolicies: "guardrail",
  resourceControlPolicies: "resource-guardrail",
  endpointPolicies: "resource-guardrail",
};

/** Copies the policies, with the statements of each document that is `chosen` changed. */
function everywhere<Set extends object>(
  policies: Set,
  chosen: () => boolean,
  change: (statements: Statements, kind: DocumentKind) => Statements = (statements) => statements,
): Set {
  const visit = (value: unknown, kind: DocumentKind): unknown => {
    if (Array.isArray(value)) return value.map((entry) => visit(entry, kind));
    if (typeof value !== "object" || value === null || !chosen()) return value;
    const policy = value as Policy;
    return { ...policy, Statement: change([policy.Statement].flat() as Statements, kind) };
  };
  const entries = Object.entries(policies).map(([slot, value]) => {
    const kind = kinds[slot];
    return [slot, kind ? visit(value, kind) : value];
  });
  return Object.fromEntries(entries) as Set;
}
