import {
  type AccessRequest,
  authorize,
  type Decision,
  type PolicySet,
  type PolicySlot,
  type StatementReference,
} from "#engine";
import { asList, formatArn, globMatches, parseArn, statementsOf } from "#policy";
import { regionsOf } from "#policy/kms";
import type { DocumentIndex } from "../documents/document-index.ts";
import { type PolicyCheck, placedAt, policySetOf } from "./policy-check.ts";

/** Condition keys whose values are, or name, a region. */
const regionKeys: ReadonlySet<string> = new Set(["aws:requestedregion", "kms:viaservice"]);

/** The slots of policies that name principals. */
const slotsWithPrincipal: readonly PolicySlot[] = [
  "resourcePolicy",
  "resourceControlPolicies",
  "endpointPolicies",
];

/**
 * The documents whose own conditions or resources keep a denied request's region out.
 * Source of the concern: the vendor's "KMS considerations for cross-region" (conditions that shut the region out).
 */
export function regionShutBy(
  index: DocumentIndex,
  { outcome, trace }: Decision,
  check: PolicyCheck,
): readonly string[] {
  if (outcome === "allowed") return [];
  const region = parseArn(trace.request.resource)?.region ?? "";
  const shut = trace.statements.filter((statement) => {
    const documentId = placedAt(index, statement.at, check)?.documentId;
    if (documentId === undefined) return false;
    if (statement.result === "applies")
      return statement.effect === "Deny" && deniesByRegion(index, statement.at, check);
    if (!statement.close || statement.effect === "Deny") return false;
    const { failure } = statement;
    if (failure.kind === "condition")
      return (
        regionKeys.has(failure.key.toLowerCase()) &&
        appliesElsewhere(index, statement.at, check, true)
      );
    // The key is let in, in another region: the same ARN with this one would have fitted.
    return (
      failure.kind === "resource" &&
      failure.written.some((pattern) => {
        const arn = parseArn(pattern);
        return (
          arn !== undefined &&
          arn.region !== region &&
          globMatches(formatArn({ ...arn, region }), failure.found)
        );
      }) &&
      wouldAllow(index, statement.at, check)
    );
  });
  return [...new Set(shut.flatMap(({ at }) => placedAt(index, at, check)?.documentId ?? []))];
}

/** `arn:aws:kms:eu-west-1:*:*` and the like: what it says is the region. */
function isEveryKeyOfRegion(resource: unknown): boolean {
  const arn = typeof resource === "string" ? parseArn(resource) : undefined;
  const everything = arn?.resource === "*" || arn?.resource === "key/*";
  return everything && arn.region !== "" && arn.region !== "*";
}

/** Whether the statement, were this resource in it, would let the request through. */
function wouldAllow(index: DocumentIndex, at: StatementReference, check: PolicyCheck): boolean {
  const reference = placedAt(index, at, check);
  const policy = reference && index.policyOf(reference);
  const statement = policy && asList(policy.Statement)[at.statement];
  if (!statement || at.slot !== "identityPolicies") return false;
  const moved = { ...statement, Resource: check.request.resource };
  const { identityPolicies = [], ...others } = policySetOf(index, check);
  const widened = [...identityPolicies, { ...policy, Statement: [moved] }];
  const set = { ...others, identityPolicies: widened };
  return (
    authorize(check.request, set, { trace: false, cache: index.authorizer }).outcome === "allowed"
  );
}

function deniesByRegion(index: DocumentIndex, at: StatementReference, check: PolicyCheck): boolean {
  const reference = placedAt(index, at, check);
  const policy = reference && index.policyOf(reference);
  const statement = policy && statementsOf(policy)[at.statement];
  const resources = [
    ...asList<unknown>(statement?.Resource),
    ...asList<unknown>(statement?.NotResource),
  ];
  if (resources.some(isEveryKeyOfRegion)) return true;
  return conditionsNameRegion(statement) && appliesElsewhere(index, at, check, false);
}

function conditionsNameRegion(statement: { readonly Condition?: unknown } | undefined): boolean {
  const condition: unknown = statement?.Condition;
  if (typeof condition !== "object" || condition === null) return false;
  return Object.values(condition).some(
    (keys: unknown) =>
      typeof keys === "object" &&
      keys !== null &&
      Object.keys(keys).some((key) => regionKeys.has(key.toLowerCase())),
  );
}

/** Whether there is a region where the statement would apply to the same call, or would not: then the region decides. */
function appliesElsewhere(
  index: DocumentIndex,
  at: StatementReference,
  check: PolicyCheck,
  expected: boolean,
): boolean {
  const reference = placedAt(index, at, check);
  const policy = reference && index.policyOf(reference);
  const statement = policy && asList(policy.Statement)[at.statement];
  if (!statement) return false;
  const alone = { ...policy, Statement: [statement] };
  const set: PolicySet = slotsWithPrincipal.includes(at.slot)
    ? { resourcePolicy: alone }
    : { identityPolicies: [alone] };
  const { partition } = index.scenario;
  return regionsOf(partition).some(({ code }) => {
    const { trace } = authorize(inRegion(check.request, code), set, { cache: index.authorizer });
    return trace.statements.some(({ result }) => (result === "applies") === expected);
  });
}

/** The same call made in another region: its own region, and that of the service that calls. */
function inRegion(request: AccessRequest, region: string): AccessRequest {
  const { context = {} } = request;
  const here = context["aws:RequestedRegion"];
  const service = context["kms:ViaService"];
  return {
    ...request,
    context: {
      ...context,
      "aws:RequestedRegion": region,
      ...(typeof service === "string" && typeof here === "string"
        ? { "kms:ViaService": service.replace(`.${here}.`, `.${region}.`) }
        : {}),
    },
  };
}
