import { compareReach, type ReachComparison, type ReachQuestion } from "#engine";
import type { Policy } from "#policy";
import type { Answer, PolicyPair } from "./policy-pairs.ts";

/** What `compareReach` says of a pair, once for each account that its resources name. */
export interface AskedPair {
  readonly answer: Answer;
  readonly comparisons: readonly {
    readonly asked: AskedQuestions;
    readonly found: ReachComparison;
  }[];
}

/** The two policies as questions. */
export interface AskedQuestions {
  readonly before: ReachQuestion;
  readonly after: ReachQuestion;
}

/**
 * Compares the two policies of a pair over every resource. The caller is a role of the resource's account: the root needs no
 * policy. With `first` the answer has one request for each side. A policy with principals is the resource's policy, one without is the role's.
 */
export function askPair(
  { first, second }: PolicyPair,
  cells: ReachQuestion["cells"] = "every",
): AskedPair {
  const comparisons = accountsOf(first, second).map((account) => {
    const actions = servicesOf(first, second).map((service) => `${service}:*`);
    const question = (policy: Policy): ReachQuestion => ({
      policies: hasPrincipal(first) ? { resourcePolicy: policy } : { identityPolicies: [policy] },
      resource: { like: ["*"] },
      resourceAccount: account,
      cells,
      actions,
      principals: [`arn:aws:iam::${account}:role/Caller`],
    });
    const asked = { before: question(first), after: question(second) };
    return { asked, found: compareReach(asked.before, asked.after) };
  });
  const isFirst = comparisons.some(({ found }) => found.lost.length > 0);
  const isSecond = comparisons.some(({ found }) => found.gained.length > 0);
  return {
    answer: isFirst ? (isSecond ? "both" : "first") : isSecond ? "second" : "neither",
    comparisons,
  };
}

/** The accounts of the resources; any one if they name none. */
function accountsOf(...policies: readonly Policy[]): string[] {
  const resources = textsIn(policies, ["Resource", "NotResource"]);
  const accounts = resources.flatMap(
    (arn) => /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1] ?? [],
  );
  return accounts.length > 0 ? [...new Set(accounts)] : ["111111111111"];
}

/** The services of the actions and of the resources: `*` stands for the actions of any service. */
function servicesOf(...policies: readonly Policy[]): string[] {
  const actions = textsIn(policies, ["Action", "NotAction"]).map((action) => action.split(":")[0]);
  const resources = textsIn(policies, ["Resource", "NotResource"]).map((arn) => arn.split(":")[2]);
  const services = [...actions, ...resources].flatMap((service) => service?.toLowerCase() ?? []);
  return [...new Set(services)].filter((service) => /^[\w-]+$/.test(service));
}

function hasPrincipal(policy: Policy): boolean {
  return [policy.Statement]
    .flat()
    .some((one) => one && ("Principal" in one || "NotPrincipal" in one));
}

function textsIn(policies: readonly Policy[], elements: readonly string[]): string[] {
  const statements = policies.flatMap(({ Statement }) => [Statement].flat());
  return statements.flatMap((one) =>
    Object.entries(one ?? {}).flatMap(([name, value]) =>
      elements.includes(name) ? [value].flat().map(String) : [],
    ),
  );
}
