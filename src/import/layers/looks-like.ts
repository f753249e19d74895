import { asList } from "#policy";
import type { LayerKind } from "#scenario";
import { statementsIn } from "../policy-kind.ts";
import { memberIn } from "../value.ts";

const names: readonly (readonly [RegExp, LayerKind])[] = [
  [/(?:^|[^a-z])scps?(?:[^a-z]|$)|service[-_ ]?control/i, "service-control"],
  [/(?:^|[^a-z])rcps?(?:[^a-z]|$)|resource[-_ ]?control/i, "resource-control"],
  [/boundary/i, "boundary"],
  [/session[-_ ]?policy/i, "session"],
  [/endpoint|(?:^|[^a-z])vpce(?:[^a-z]|$)/i, "endpoint"],
];

/**
 * The kind of layer that a policy without a name looks like, by the name of its file and by its statements. A role's
 * policy allows something, and a key policy allows its account: what only denies is neither.
 * Sources: Organizations User Guide, "SCP syntax", "RCP syntax"; VPC User Guide, "Endpoint policies".
 */
export function looksLikeLayer(policy: unknown, name: string | undefined): LayerKind | undefined {
  const named = names.find(([pattern]) => pattern.test(name?.slice(-200) ?? ""))?.[1];
  if (named) return named;
  const statements = statementsIn(policy);
  if (statements.length === 0) return undefined;
  const principals = statements.map((one) => memberIn(one, "Principal"));
  const denies = statements.filter((one) => memberIn(one, "Effect") === "Deny");
  const isFull = (one: unknown) =>
    isEverything(memberIn(one, "Action")) && isEverything(memberIn(one, "Resource"));
  const limits = statements.every((one) => denies.includes(one) || isFull(one));
  if (statements.every((one) => !hasPrincipal(one)))
    return denies.length > 0 &&
      (denies.length === statements.length || (limits && denies.some(isAboutCaller)))
      ? "service-control"
      : undefined;
  if (!principals.every(isEveryone)) return undefined;
  const isWide = statements.every((one) => isEverything(memberIn(one, "Resource")));
  if (limits && isWide) return "resource-control";
  return isWide || !statements.some(namesKeys) ? undefined : "endpoint";
}

function hasPrincipal(statement: unknown): boolean {
  return ["Principal", "NotPrincipal"].some((name) => memberIn(statement, name) !== undefined);
}

function isEverything(value: unknown): boolean {
  return asList(value).includes("*");
}

function isEveryone(principal: unknown): boolean {
  return principal === "*" || isEverything(memberIn(principal, "AWS"));
}

/** Whether a Deny spares some callers, as guardrails do. */
function isAboutCaller(statement: unknown): boolean {
  return /"aws:Principal(?:Arn|OrgID|Account|Tag)/i.test(
    JSON.stringify(memberIn(statement, "Condition") ?? {}),
  );
}

function namesKeys(statement: unknown): boolean {
  return asList(memberIn(statement, "Resource")).some(
    (resource) => typeof resource === "string" && /^arn:[^:]*:kms:/.test(resource),
  );
}
