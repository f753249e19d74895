import type { PolicySet, ReachQuestion } from "#engine";
import type { Random } from "../random.ts";
import { keys } from "./conditions.ts";
import { principals, randomSubject, type Subject } from "./names.ts";
import { randomPolicySet } from "./policy-sets.ts";

/**
 * `one-caller`: about one principal. `everyone`: principals open, at times bounded by patterns, actions or given keys.
 * `unknown`: the caller's identity policies or the resource's policy are not known. `twisted`: everyone, with elements
 * that cannot be read and operators that do not suit their key.
 */
export const questionKinds = ["one-caller", "everyone", "unknown", "twisted"] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** A random policy set with a question about it. */
export interface RandomQuestion {
  readonly kind: QuestionKind;
  readonly subject: Subject;
  /** Every policy of the set, those that the question calls unknown left out. */
  readonly policies: PolicySet;
  readonly question: ReachQuestion;
}

/** A question of the kind, about a set that is drawn for it. */
export function randomQuestion(random: Random, kind: QuestionKind): RandomQuestion {
  const subject = randomSubject(random);
  const drawn = randomPolicySet(random, subject, { isTwisted: kind === "twisted" });
  const { policies, unknown } = kind === "unknown" ? withUnknown(random, drawn) : known(drawn);
  const question: ReachQuestion = {
    policies: { ...policies, ...unknown },
    resource:
      typeof subject.resource === "string"
        ? subject.resource
        : { like: [...subject.resource.like] },
    ...(subject.resourceAccount === undefined ? {} : { resourceAccount: subject.resourceAccount }),
    actions: random.chance(60) ? allActions(subject) : randomActions(random, subject),
    ...(kind === "one-caller" ? { principals: [random.pick(principals)] } : {}),
    ...(kind === "everyone" && random.chance(20) ? { principals: randomPrincipals(random) } : {}),
    ...(random.chance(15) ? { given: randomGiven(random) } : {}),
  };
  return { kind, subject, policies, question };
}

function known(policies: PolicySet) {
  return { policies, unknown: {} };
}

function withUnknown(random: Random, set: PolicySet) {
  const { identityPolicies, resourcePolicy, ...rest } = set;
  const which = random.pick(["identity", "resource", "both"]);
  const isIdentityKnown = which === "resource" && identityPolicies !== undefined;
  const isResourceKnown = which === "identity" && resourcePolicy !== undefined;
  const policies: PolicySet = {
    ...rest,
    ...(isIdentityKnown ? { identityPolicies } : {}),
    ...(isResourceKnown ? { resourcePolicy } : {}),
  };
  const unknown = {
    ...(which === "resource" ? {} : { identityPolicies: "unknown" as const }),
    ...(which === "identity" ? {} : { resourcePolicy: "unknown" as const }),
  };
  return { policies, unknown };
}

/** By pattern where `reach` knows every action of the service by name. */
function allActions({ service, actions }: Subject): string[] {
  return isListed(service) ? [`${service}:*`] : [...actions, `${service}:Future`];
}

function isListed(service: Subject["service"]): boolean {
  return service === "kms" || service === "sts";
}

function randomActions(random: Random, { service, actions }: Subject): string[] {
  return random.chance(50) || !isListed(service)
    ? [random.pick(actions), random.pick(actions)]
    : [`${service}:${random.pick(["*e*", "D*", "*t", "Put*"])}`, random.pick(actions)];
}

function randomPrincipals(random: Random): string[] {
  return random.pick([
    ["arn:aws:iam::111111111111:*", "arn:aws:sts::111111111111:*"],
    ["arn:aws:iam::*:role/*"],
    [random.pick(principals), random.pick(principals)],
    ["arn:aws:*:role/*", "arn:aws:*:assumed-role/Reader/*", "*.amazonaws.com"],
  ]);
}

function randomGiven(random: Random): Record<string, string | string[] | null> {
  const key = random.pick(keys);
  const value = random.pick(key.values);
  if (random.chance(30)) return { [key.name]: null };
  return { [key.name]: key.isList && random.chance(50) ? [value, random.pick(key.values)] : value };
}
