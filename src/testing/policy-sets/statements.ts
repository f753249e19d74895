import type { Policy } from "#policy";
import type { Random } from "../random.ts";
import { randomCondition, type Strangeness } from "./conditions.ts";
import {
  accountEntries,
  callerAccount,
  ownerAccount,
  principalPatterns,
  principals,
  rarePrincipals,
  type Subject,
} from "./names.ts";

/** The kinds of document by the elements that their statements have. */
export type DocumentKind = "identity" | "guardrail" | "resource" | "trust" | "resource-guardrail";

/** What a random document is about. */
export interface DocumentWish extends Strangeness {
  readonly kind: DocumentKind;
  readonly subject: Subject;
}

/**
 * A policy with one to four statements. Documents that bound others mostly begin with one that allows everything; others
 * now and then, or few requests would be allowed.
 */
export function randomPolicy(random: Random, wish: DocumentWish): Policy {
  const isBound = wish.kind === "guardrail" || wish.kind === "resource-guardrail";
  const statements: Record<string, unknown>[] = [];
  if (random.chance(isBound ? 65 : 35)) statements.push(allowsAll(random, wish));
  const count = 1 + random.below(isBound ? 2 : 3);
  for (let at = 0; at < count; at += 1) statements.push(randomStatement(random, wish));
  const isList = statements.length > 1 || random.chance(80);
  return {
    ...(random.chance(85)
      ? { Version: "2012-10-17" }
      : random.pick([{}, { Version: "2008-10-17" }])),
    Statement: isList ? statements : statements[0],
  } as Policy;
}

function allowsAll(random: Random, { kind, subject }: DocumentWish): Record<string, unknown> {
  const owners = { AWS: [subject.resourceAccount ?? ownerAccount, callerAccount] };
  const principal = {
    identity: {},
    guardrail: {},
    resource: { Principal: random.chance(60) ? owners : "*" },
    trust: { Principal: random.chance(60) ? owners : "*" },
    "resource-guardrail": { Principal: "*" },
  }[kind];
  const action = random.chance(70) ? "*" : `${subject.service}:*`;
  return {
    Effect: "Allow",
    ...principal,
    Action: action,
    ...(kind === "trust" ? {} : { Resource: "*" }),
  };
}

/** One statement of a document of this kind; every third is a Deny. */
export function randomStatement(
  random: Random,
  wish: DocumentWish,
  effect: "Allow" | "Deny" = random.chance(70) ? "Allow" : "Deny",
): Record<string, unknown> {
  const { kind, isTwisted } = wish;
  const hasPrincipal = kind === "resource" || kind === "trust" || kind === "resource-guardrail";
  const statement: Record<string, unknown> = {
    ...(random.chance(30) ? { Sid: `S${random.below(100)}` } : {}),
    Effect: effect,
    ...(hasPrincipal ? principalElement(random, effect) : {}),
    ...actionElement(random, wish.subject),
    ...(kind === "trust" ? {} : resourceElement(random, wish.subject)),
    ...(random.chance(effect === "Allow" ? 55 : 75)
      ? { Condition: randomCondition(random, wish) }
      : {}),
  };
  return isTwisted && random.chance(12) ? twisted(random, statement) : statement;
}

function actionElement(random: Random, { service, actions }: Subject) {
  const one = () => random.pick(actions);
  const element = random.pick<() => unknown>([
    () => "*",
    () => `${service}:*`,
    () => `${service}:*`,
    one,
    one,
    () => [one(), one()],
    () => [one(), one(), `${service}:Future`],
    () => one().replace(/:(..).*/, ":$1*"),
    () => `${service.toUpperCase()}:*e*`,
    () => one().toLowerCase(),
  ])();
  return random.chance(8) ? { NotAction: element } : { Action: element };
}

function resourceElement(random: Random, { resources, resourcePatterns }: Subject) {
  const element = random.pick<() => unknown>([
    () => "*",
    () => "*",
    () => "*",
    () => random.pick(resources),
    () => random.pick(resources),
    () => random.pick(resourcePatterns),
    () => [random.pick(resourcePatterns), random.pick(resources)],
    () => "arn:aws:dynamodb:us-east-1:222222222222:table/other",
  ])();
  return random.chance(6) ? { NotResource: element } : { Resource: element };
}

function principalElement(random: Random, effect: "Allow" | "Deny") {
  const oneOf = (names: readonly string[]) => random.pick(names);
  const someone = () => oneOf(random.chance(85) ? principals : rarePrincipals);
  if (random.chance(effect === "Deny" ? 25 : 5)) return notPrincipalElement(random, someone);
  const element = random.pick<() => unknown>([
    () => "*",
    () => ({ AWS: "*" }),
    () => ({ AWS: oneOf(accountEntries) }),
    () => ({ AWS: [oneOf(accountEntries), oneOf(accountEntries)] }),
    () => ({ AWS: someone() }),
    () => ({ AWS: [someone(), someone()] }),
    () => ({ AWS: [someone(), oneOf(accountEntries)] }),
    () => ({ AWS: [someone()], Service: ["ec2.amazonaws.com"] }),
    () => ({ AWS: oneOf(principalPatterns) }),
    () => ({ Service: oneOf(["ec2.amazonaws.com", "*"]) }),
    () => ({ Federated: "arn:aws:iam::111111111111:saml-provider/Okta" }),
  ])();
  return { Principal: element };
}

/** Often a role with its session and its account, which is what spares a session from a Deny. */
function notPrincipalElement(random: Random, someone: () => string) {
  const account = random.pick(["111111111111", "222222222222"]);
  const whole = [
    `arn:aws:sts::${account}:assumed-role/Reader/session`,
    `arn:aws:iam::${account}:role/Reader`,
    `arn:aws:iam::${account}:root`,
  ];
  const element = random.pick<() => unknown>([
    () => ({ AWS: whole }),
    () => ({ AWS: whole.slice(1) }),
    () => ({ AWS: [`arn:aws:iam::${account}:user/alice`, account] }),
    () => ({ AWS: someone() }),
    () => ({ AWS: random.pick(principalPatterns) }),
    () => ({ Service: "ec2.amazonaws.com" }),
  ])();
  return { NotPrincipal: element };
}

/** The statement with one element that cannot be read, that is missing, or that should not be there. */
function twisted(random: Random, statement: Record<string, unknown>): Record<string, unknown> {
  const change = random.pick<Record<string, unknown>>([
    { Action: 3 },
    { Action: "Decrypt" },
    { Action: "*", NotAction: "s3:*" },
    { Effect: "deny" },
    { Effect: "Perhaps" },
    { Resource: [] },
    { Resource: "arn:aws:${aws:username}:us-east-1:222222222222:key/*" },
    { NotResource: [] },
    { Principal: { Nobody: "x" } },
    { Principal: "alice" },
    { Principal: { AWS: [] } },
    { Condition: "always" },
    { Condition: { StringEquals: "kms:ViaService" } },
    { Resource: undefined },
    { Action: undefined },
  ]);
  const entries = Object.entries({ ...statement, ...change });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
