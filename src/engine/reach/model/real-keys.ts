import { parseArn, roleName } from "#policy";
import { keyMatches, kmsConditionKeys } from "#policy/kms";
import type { Caller } from "../../authorizer/request/caller.ts";
import { requestContext } from "../../authorizer/request/request-context.ts";
import { awsOwned } from "../../authorizer/request/request-view.ts";
import type { Budget } from "../budget.ts";
import { type Asked, variablesOf } from "../classes/comparisons.ts";
import type { Person } from "../classes/principals.ts";
import type { ReadQuestion } from "../question.ts";

/** Keys that follow from who calls. Source: `requestContext` and the pages that it names. */
const ofPrincipal = [
  "aws:principalarn",
  "aws:principalaccount",
  "aws:principaltype",
  "aws:principalisawsservice",
  "aws:principalservicename",
  "aws:username",
];

/** Lists among the global keys and those of STS. Source: IAM User Guide, "AWS global condition context keys". */
const globalLists = [
  "aws:calledvia",
  "aws:principalorgpaths",
  "aws:principalservicenameslist",
  "aws:resourceorgpaths",
  "aws:sourceorgpaths",
  "aws:tagkeys",
  "aws:vpceorgpaths",
  "sts:transitivetagkeys",
];

const globalTruths =
  /^aws:(?:assumedroot|ismcpserviceaction|multifactorauthpresent|principalisawsservice|securetransport|viaawsservice|viaawsmcpservice)$/;

/** Whether a request has at most one value of a key. A key of a service that is not known in full may have several. */
export function isSingleValued(key: string): boolean {
  if (key.startsWith("aws:") || key.startsWith("sts:")) return !globalLists.includes(key);
  return kmsConditionKeys.some((known) => !known.list && keyMatches(known.name, key));
}

/** Whether a key is `true` or `false` in every request that has it. */
export function isTruth(key: string): boolean {
  return (
    globalTruths.test(key) ||
    kmsConditionKeys.some((known) => known.type === "Bool" && keyMatches(known.name, key))
  );
}

/**
 * The keys that follow from the principal in `real` requests to one resource; those that a question gives stay keys like
 * others. Region and account follow from the resource, and the caller's account is a key of calls on a KMS key.
 */
export function derivedKeys(questions: readonly ReadQuestion[]): ReadonlySet<string> {
  if (!questions.every(({ isReal }) => isReal)) return new Set();
  const [first] = questions;
  const resource = first?.resource;
  const isOne =
    typeof resource === "string" && questions.every((question) => question.resource === resource);
  const arn = isOne ? parseArn(resource) : undefined;
  const ofResource = [
    ...(arn?.service === "kms" && arn.resource.startsWith("key/") ? ["kms:calleraccount"] : []),
    ...(arn?.region ? ["aws:requestedregion"] : []),
    ...(arn?.account ? ["aws:resourceaccount"] : []),
  ];
  const isGiven = (key: string) => questions.some(({ given }) => given.has(key));
  return new Set([...ofPrincipal, ...ofResource].filter((key) => !isGiven(key)));
}

/** Of the keys that follow from the principal those that something is asked of, and the ARN, which tells a role's paths apart. */
export function askedKeys(
  derived: ReadonlySet<string>,
  asked: readonly Asked[],
): ReadonlySet<string> {
  const spokenOf = new Set([
    "aws:principalarn",
    ...asked.flatMap((one) => [one.keyName, ...variablesOf(one)]),
  ]);
  return new Set([...derived].filter((key) => spokenOf.has(key)));
}

/** The value of a key that follows from the resource, whoever calls. */
export function valueOfResource(key: string, resource: string): string | undefined {
  const { region, account } = parseArn(resource) ?? {};
  if (key === "aws:requestedregion") return region || undefined;
  if (key !== "aws:resourceaccount" || account === awsOwned) return undefined;
  return account || undefined;
}

/**
 * Principals with the keys that follow from them. A session has its role's ARN as `aws:PrincipalArn`, with a path that its
 * own ARN does not tell: it is there once for each path that a role of that name has among `all`.
 */
export function realPeople(
  texts: readonly string[],
  all: readonly string[],
  keys: ReadonlySet<string>,
  resource: string,
  budget: Budget,
): readonly Person[] {
  const { callerOf } = budget.authorizer;
  const byName = new Map<string, string[]>();
  const nameOf = (partition: string, account: string, role: string) =>
    `${partition} ${account} ${role}`;
  for (const { kind, partition, account, text } of all.map(callerOf)) {
    if (kind !== "role") continue;
    const name = nameOf(partition, account, roleName(text));
    const known = byName.get(name);
    if (known) known.push(text);
    else byName.set(name, [text]);
  }
  const ofResource = [...keys].flatMap((key): [string, readonly string[]][] => {
    const value = valueOfResource(key, resource);
    return value === undefined ? [] : [[key, [value]]];
  });
  return texts.flatMap((text): readonly Person[] => {
    const caller = callerOf(text);
    const own: Record<string, readonly string[]> = Object.fromEntries(ofResource);
    for (const [key, values] of budget.ofObject(caller, () => keysOfCaller(caller, budget)))
      if (keys.has(key)) own[key] = values;
    const person: Person = { text, caller, keys: own };
    const { kind, account, partition, role } = caller;
    if (kind !== "role-session" || !keys.has("aws:principalarn")) return [person];
    const arns = byName.get(nameOf(partition, account, role)) ?? [];
    return [
      person,
      ...arns.map((arn) => ({ text, caller, keys: { ...own, "aws:principalarn": [arn] } })),
    ];
  });
}

/** What follows from a caller alone in a request on a key. */
function keysOfCaller(
  { text }: Caller,
  { authorizer }: Budget,
): readonly (readonly [key: string, values: readonly string[]])[] {
  const request = { principal: text, action: "kms:Decrypt", resource: anyKey };
  return Object.entries(requestContext(request, authorizer)).flatMap(([name, value]) => {
    const key = authorizer.lowerCase(name);
    if (key === "aws:requestedregion" || key === "aws:resourceaccount") return [];
    return [[key, typeof value === "string" ? [value] : value] as const];
  });
}

const anyKey = "arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab";
