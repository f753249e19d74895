import { type AccessRequest, authorize, type Decision } from "#engine";
import { parseArn } from "#policy";
import {
  arnOfSource,
  platformRole,
  type Role,
  type Scenario,
  type Source,
  sourcesOf,
  targetRole,
} from "#scenario";
import { sourceKey } from "./key-in-question.ts";
import {
  explain,
  placeOf,
  policySetOf,
  putQuestion,
  type Question,
  type StatementPlace,
  type Why,
} from "./question.ts";
import { type Remedy, remediesOf } from "./remedy.ts";
import { type PlacedPolicy, type ScenarioDocument, type World, worldOf } from "./world.ts";

/** A request that a user asked about, decided against the documents. */
export interface Answered extends Why {
  readonly request: AccessRequest;
  readonly outcome: Decision["outcome"] | "unknown";
  readonly trace: Decision["trace"];
  /** The document that each statement of the trace stands in, in the trace's order; none for Keyhole's assumptions. */
  readonly tracePlaces: readonly (StatementPlace | undefined)[];
  /** What would let it through; empty where it is allowed. */
  readonly remedies: readonly Remedy[];
  /** What the answer leaves out: a principal or key that no document of the scenario is about. */
  readonly cautions: readonly string[];
}

/**
 * Decides any request against the documents that bear on it: the caller's identity policies, and the key or trust
 * policy of the resource. Never throws.
 */
export function answerRequest(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  request: AccessRequest,
): Answered {
  const world = worldOf(scenario, documents);
  const { question, cautions } = questionAbout(world, request);
  const decision = authorize(question.request, policySetOf(question));
  const unreadable = question.documentIds.some((id) => world.unreadable.has(id));
  return {
    request: question.request,
    remedies: decision.outcome === "allowed" ? [] : remediesOf(decision, question),
    outcome: unreadable ? "unknown" : decision.outcome,
    ...explain(world, question),
    trace: decision.trace,
    tracePlaces: decision.trace.statements.map(({ at }) => placeOf(question, at)),
    cautions,
  };
}

function questionAbout(
  world: World,
  request: AccessRequest,
): { question: Question; cautions: readonly string[] } {
  const cautions: string[] = [];
  const caller = roleOfPrincipal(world.scenario, request.principal);
  if (!caller)
    cautions.push(
      `No document is the identity policy of ${request.principal || "this principal"}: it is taken to have none.`,
    );
  const resource = parseArn(request.resource);
  const identityPolicies = caller ? world.identityPoliciesOf(caller) : [];
  const about = (resourcePolicy?: PlacedPolicy) => ({
    question: putQuestion(request, {
      identityPolicies,
      ...(resourcePolicy ? { resourcePolicy } : {}),
    }),
    cautions,
  });
  if (resource?.service === "iam" && resource.resource.startsWith("role/")) {
    const role = rolesOf(world.scenario).find(({ arn }) => arn === request.resource);
    const trust = role && world.trustPolicyOf(role);
    if (trust) return about(trust);
    cautions.push("No document is the trust policy of this role: it is taken to trust nobody.");
  }
  if (resource?.service === "kms" && resource.resource.startsWith("key/")) {
    const source = sourceOfKey(world.scenario, request.resource);
    if (source) return about(sourceKey(world, source, resource.region).policy);
    cautions.push("No document is the key policy of this key: it is taken to allow nothing.");
  }
  return about();
}

function rolesOf(scenario: Scenario): readonly Role[] {
  const platform = platformRole(scenario);
  return [
    ...(platform ? [platform] : []),
    ...scenario.targets.flatMap((target) => targetRole(scenario, target) ?? []),
  ];
}

/** The role that a principal is: by its ARN, or by a session's ARN, which has no path. */
function roleOfPrincipal(scenario: Scenario, principal: string): Role | undefined {
  const arn = parseArn(principal);
  const session = arn?.service === "sts" && /^assumed-role\/([^/]+)\//.exec(arn.resource)?.[1];
  return rolesOf(scenario).find((role) =>
    session ? role.account === arn.account && role.name === session : role.arn === principal,
  );
}

/** The source whose key has the ARN; where keys are named otherwise, the one of that account and region. */
function sourceOfKey(scenario: Scenario, arn: string): Source | undefined {
  const sources = sourcesOf(scenario);
  const named = sources.find((source) => arnOfSource(scenario, source) === arn);
  if (named) return named;
  const parts = parseArn(arn);
  return sources.find(
    (source) =>
      source.key.type !== "aws-managed" &&
      source.key.naming.by !== "arn" &&
      source.target.account === parts?.account &&
      source.region === parts.region,
  );
}
