import type { AccessRequest } from "#engine";
import { parseArn } from "#policy";
import { timeOf, withoutMoment, withoutTime } from "../decisions/moment.ts";
import {
  checkAt,
  type PolicyCheck,
  policyCheck,
  type RelevantPolicies,
} from "../decisions/policy-check.ts";
import type { DocumentIndex } from "../documents/document-index.ts";
import type { PolicyReference } from "../documents/scenario-document.ts";
import { checksOfProbes } from "../probes/run-probes.ts";
import { isEc2Action, unknownEc2Keys } from "../requests/ec2-requests.ts";
import { carriedProperties, isKeyProperty } from "../requests/requests.ts";
import { propertiesOfRole, roleOfPrincipal, rolesOf } from "../requests/roles.ts";
import { checksOfRun } from "../steps/run-acquisition.ts";
import { knownKeys } from "./known-key.ts";

/** The check of a request that a user asks about, and what it leaves out. */
export interface QuestionAbout {
  readonly check: PolicyCheck;
  readonly cautions: readonly string[];
}

type Context = Readonly<Record<string, string | readonly string[]>>;

/**
 * The check of a request, with every policy that bears on it. A request of the run or of a probe is asked as
 * there, Keyhole's assumptions included; another one of the documents that its caller and its resource have.
 */
export function checkAbout(index: DocumentIndex, given: AccessRequest): QuestionAbout {
  // From other programs: what is left out is empty.
  const request = {
    ...withoutMoment(index, given),
    resource: given.resource ?? "",
    action: given.action ?? "",
    principal: given.principal ?? "",
  };
  const accounts = new Set(
    [request.principal, request.resource].map((name) => parseArn(name)?.account ?? name),
  );
  const asked = [...checksOfRun(index, accounts), ...checksOfProbes(index, accounts)];
  const complete = policyCheck(request, { identityPolicies: [] }).request;
  const ofPair = asked.filter(
    ({ request: { principal, resource } }) =>
      principal === request.principal && resource === request.resource,
  );
  const same = ofPair.find((check) => isSameRequest(check.request, complete));
  if (same) return { check: same, cautions: [] };
  const time = timeOf(request);
  const atItsTime = (check: PolicyCheck) => (time === undefined ? check : checkAt(check, time));
  const timeless = policyCheck(withoutTime(request), { identityPolicies: [] }).request;
  const sameAtOtherTime = time && ofPair.find((check) => isSameRequest(check.request, timeless));
  if (sameAtOtherTime) return { check: atItsTime(sameAtOtherTime), cautions: [] };
  const ofAction = ofPair.find((check) => isSameAction(check.request, request));
  if (ofAction)
    return { check: atItsTime(policyCheck(filled(request, ofAction), ofAction)), cautions: [] };
  const cautions: string[] = [];
  const identityPolicies = identityPoliciesOf(index, request, asked, cautions);
  const { about, context } = resourceOf(index, request, asked, cautions);
  const relevantPolicies: RelevantPolicies = {
    identityPolicies,
    ...(about ? { resourcePolicy: about } : {}),
    ...(isEc2Action(request.action) ? { unknownKeys: unknownEc2Keys(request.action) } : {}),
  };
  return { check: policyCheck({ ...request, context }, relevantPolicies), cautions };
}

function isSameAction(one: AccessRequest, other: AccessRequest): boolean {
  return one.action.toLowerCase() === other.action.toLowerCase();
}

function isSameRequest(one: AccessRequest, other: AccessRequest): boolean {
  return isSameAction(one, other) && contextName(one) === contextName(other);
}

/** Condition keys have no case, and lists of values no order. */
function contextName({ context = {} }: AccessRequest): string {
  const entries = Object.entries(context).map(([key, value]) => [
    key.toLowerCase(),
    Array.isArray(value) ? [...value].sort() : value,
  ]);
  return JSON.stringify(entries.sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)));
}

/** The request with what KMS knows of the key, where the user has not said otherwise. */
function filled(request: AccessRequest, like: PolicyCheck): AccessRequest {
  return { ...request, context: withProperties(request, like.request.context ?? {}) };
}

function withProperties({ context = {} }: AccessRequest, properties: Context): Context {
  const given = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  const missing = Object.entries(properties).filter(
    ([key]) => isKeyProperty(key) && !given.has(key.toLowerCase()),
  );
  return { ...Object.fromEntries(missing), ...context };
}

function identityPoliciesOf(
  index: DocumentIndex,
  { principal }: AccessRequest,
  asked: readonly PolicyCheck[],
  cautions: string[],
): readonly PolicyReference[] {
  const role = roleOfPrincipal(index.scenario, principal);
  if (role) return index.identityPoliciesOf(role);
  const known = asked.find((check) => check.request.principal === principal);
  if (known) return known.identityPolicies;
  cautions.push(
    `No document is the identity policy of ${principal || "this principal"}: it is taken to have none.`,
  );
  return [];
}

/** The policy of the resource itself, and the context with what is known of the resource. */
function resourceOf(
  index: DocumentIndex,
  request: AccessRequest,
  asked: readonly PolicyCheck[],
  cautions: string[],
): { about?: PolicyReference; context: Context } {
  const context = withProperties(request, {});
  const arn = parseArn(request.resource);
  if (arn?.service === "iam" && arn.resource.startsWith("role/")) {
    const role = rolesOf(index.scenario).find((one) => one.arn === request.resource);
    const trust = role && index.trustPolicyOf(role);
    const properties = propertiesOfRole(index.scenario, request.resource);
    if (trust) return { about: trust, context: withProperties(request, properties) };
    cautions.push("No document is the trust policy of this role: it is taken to trust nobody.");
  }
  if (arn?.service !== "kms" || !arn.resource.startsWith("key/")) return { context };
  const like = asked.find((check) => check.request.resource === request.resource);
  const sought = { action: request.action, arn: request.resource };
  const [known, ...others] = knownKeys(index.scenario, sought);
  if (known) {
    const key = known.keyIn(index);
    if (!known.arn && key.arn !== request.resource)
      cautions.push(
        `It is taken to be ${key.name}: the ${others.length > 0 ? "likeliest" : "only one"} of the answers that it can be.`,
      );
    const properties = carriedProperties(request.action, key);
    return { about: key.policy, context: withProperties(request, properties) };
  }
  if (like?.resourcePolicy)
    return { about: like.resourcePolicy, context: filled(request, like).context ?? {} };
  cautions.push("No document is the key policy of this key: it is taken to allow nothing.");
  return { context };
}
