import { globMatches, type Policy, parseArn } from "#policy";
import { isRecord } from "../authorizer/json.ts";
import { ContextReader } from "../authorizer/request/context-reader.ts";
import type { AccessRequest, Grant, PolicySet } from "../authorizer/types.ts";
import { isGiven } from "./classes/comparisons.ts";
import type { ReachQuestion } from "./types.ts";

/** A question as read: whatever JSON it was, its members have the contract's types. */
export interface ReadQuestion {
  readonly resource: string | { readonly like: readonly string[] };
  readonly resourceAccount: string | undefined;
  readonly actions: readonly string[] | undefined;
  /** Patterns of the actions that are asked about, in lower case. */
  readonly actionPatterns: readonly string[];
  readonly principals: readonly string[] | undefined;
  readonly isReal: boolean;
  /** By key in lower case; no values: the key is absent. */
  readonly given: ReadonlyMap<string, readonly string[]>;
  readonly isFirstEnough: boolean;
  readonly budget: number | undefined;
  /** The policies that are known. */
  readonly policies: PolicySet;
  readonly identityUnknown: boolean;
  readonly resourceUnknown: boolean;
  readonly hasBoundary: boolean;
  readonly grants: readonly Grant[];
}

/** Reads a question. Total: a member of another type counts as missing. */
export function readQuestion(question: ReachQuestion): ReadQuestion {
  const raw: Readonly<Record<string, unknown>> = isRecord(question) ? question : {};
  const given = isRecord(raw.policies) ? (raw.policies as ReachQuestion["policies"]) : {};
  const { identityPolicies, resourcePolicy, ...others } = given;
  const identityUnknown = identityPolicies === "unknown";
  const resourceUnknown = resourcePolicy === "unknown";
  const boundary: unknown = given.permissionsBoundary ?? [];
  const resource = readResource(raw.resource);
  const actions = textsOf(raw.actions);
  return {
    resource,
    resourceAccount: typeof raw.resourceAccount === "string" ? raw.resourceAccount : undefined,
    actions,
    actionPatterns: actions?.map((pattern) => pattern.toLowerCase()) ?? actionsOn(resource),
    principals: textsOf(raw.principals),
    isReal: raw.requests === "real",
    given: readGiven(raw.given),
    isFirstEnough: raw.cells === "first",
    budget: typeof raw.budget === "number" ? raw.budget : undefined,
    policies: {
      ...others,
      ...(identityUnknown ? {} : { identityPolicies: identityPolicies as readonly Policy[] }),
      ...(resourceUnknown ? {} : { resourcePolicy: resourcePolicy as Policy }),
    },
    identityUnknown,
    resourceUnknown,
    hasBoundary: !Array.isArray(boundary) || boundary.length > 0,
    grants: Array.isArray(given.grants)
      ? (given.grants.filter(isRecord) as unknown as Grant[])
      : [],
  };
}

function readResource(raw: unknown): ReadQuestion["resource"] {
  if (typeof raw === "string") return raw;
  return { like: (isRecord(raw) && textsOf(raw.like)) || [] };
}

function readGiven(raw: unknown): ReadonlyMap<string, readonly string[]> {
  const given = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(isRecord(raw) ? raw : {})) {
    const values = value === null ? [] : typeof value === "string" ? [value] : textsOf(value);
    const name = key.toLowerCase();
    if (values && !given.has(name)) given.set(name, values);
  }
  return given;
}

function textsOf(raw: unknown): readonly string[] | undefined {
  if (!Array.isArray(raw)) return undefined;
  return raw.filter((text) => typeof text === "string");
}

/** Whether a question asks about a request. */
export function asksAbout(question: ReadQuestion, request: AccessRequest): boolean {
  const { resource, resourceAccount, principals, given } = question;
  const context = new ContextReader(request.context);
  const isAsked =
    typeof resource === "string"
      ? resource === request.resource
      : resource.like.some((pattern) => globMatches(pattern, request.resource));
  return (
    isAsked &&
    (resourceAccount === undefined ||
      !!parseArn(request.resource)?.account ||
      resourceAccount === request.resourceAccount) &&
    asksAboutAction(question, request.action.toLowerCase()) &&
    (!principals || principals.some((pattern) => globMatches(pattern, request.principal))) &&
    [...given].every(([key, values]) => isGiven(values, context.valuesOf(key)))
  );
}

/** Whether a question asks about an action, in lower case. */
export function asksAboutAction(
  { actionPatterns }: Pick<ReadQuestion, "actionPatterns">,
  key: string,
): boolean {
  return actionPatterns.some((pattern) => globMatches(pattern, key));
}

/** Patterns of the actions of a resource's service. */
function actionsOn(resource: ReadQuestion["resource"]): readonly string[] {
  const texts: readonly string[] = typeof resource === "string" ? [resource] : resource.like;
  return [...new Set(texts.flatMap(servicesOf))].map((service) => `${service}:*`);
}

/** The services with actions on a resource: a role is of IAM, and it is assumed through STS. */
function servicesOf(resource: string): readonly string[] {
  const service = parseArn(resource)?.service;
  return service === undefined || service === ""
    ? ["*"]
    : service === "iam"
      ? ["iam", "sts"]
      : [service];
}
