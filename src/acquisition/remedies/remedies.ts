import { authorize, type Decision, type PolicySlot, type Reason } from "#engine";
import { type Policy, parseArn, printStatement } from "#policy";
import type { Scenario } from "#scenario";
import { checkNow, type PolicyCheck, placedAt, policySetOf } from "../decisions/policy-check.ts";
import type { DocumentIndex } from "../documents/document-index.ts";
import { roleOfPrincipal } from "../requests/roles.ts";
import { allowingStatement, principalOf } from "./allowing-statement.ts";
import { awsOwnedRemedies } from "./aws-owned-remedies.ts";
import { awsOwnedRole } from "./aws-owned-role.ts";
import type { Remedy } from "./remedy.ts";

/**
 * The remedies of a denial, in the order in which AWS asks; none for what is allowed. A call under a grant is mended by
 * letting the grant be made.
 */
export function remediesOf(index: DocumentIndex, asked: PolicyCheck): readonly Remedy[] {
  if (asked.granted) return remediesOf(index, asked.granted.by);
  const check = checkNow(index, asked);
  const decision = authorize(check.request, policySetOf(index, check), {
    cache: index.authorizer,
  });
  return remediesFor(index, check, decision);
}

/** The remedies if AWS says that no identity policy, or no policy of the resource, allows the call. */
export function remediesOfSilence(
  index: DocumentIndex,
  asked: PolicyCheck,
  slot: "identityPolicies" | "resourcePolicy",
): readonly Remedy[] {
  const check = checkNow(index, asked);
  const decision = authorize(check.request, policySetOf(index, check), {
    cache: index.authorizer,
  });
  const { crossAccount } = decision.trace;
  return remediesFor(index, check, {
    ...decision,
    reason:
      slot === "resourcePolicy"
        ? { kind: "resource-policy-silent", crossAccount }
        : { kind: "identity-silent", crossAccount, delegated: true },
  });
}

function remediesFor(
  index: DocumentIndex,
  check: PolicyCheck,
  decision: Decision,
): readonly Remedy[] {
  const { scenario } = index;
  const { reason, trace } = decision;
  const identity = check.identityPolicies.find(({ documentId }) => documentId)?.documentId;
  const resource = check.resourcePolicy?.documentId;
  const inIdentity: Remedy = {
    text: "Allow it in an identity policy of the caller:",
    ...(identity ? { documentId: identity } : {}),
    statement: printStatement(allowingStatement(scenario, check.request, "identity")),
  };
  const inResource: Remedy = {
    text:
      trace.decidingPolicy === "trust-policy"
        ? "Trust the caller in the role’s trust policy:"
        : `Name the caller in the key policy${pathIsOpen(index, check) ? ", with the role’s path if it has one" : ""}:`,
    ...(resource ? { documentId: resource } : {}),
    statement: printStatement(
      allowingStatement(
        scenario,
        check.request,
        trace.decidingPolicy === "trust-policy" ? "trust" : "key",
      ),
    ),
  };
  const owned = takesStatement(reason) ? awsOwnedRole(check.request) : undefined;
  if (owned && /^kms:/i.test(check.request.action))
    return awsOwnedRemedies({
      role: owned,
      action: check.request.action,
      key: check.request.resource,
      keyDocumentId: resource,
      reason,
      inPermissionSet: inIdentity.statement ?? "",
    });
  switch (reason.kind) {
    case "explicit-deny": {
      const denial = trace.statements.find(
        ({ result, effect, at }) =>
          result === "applies" &&
          effect === "Deny" &&
          at.slot === reason.slot &&
          at.level === reason.level,
      );
      const placed = denial && placedAt(index, denial.at, check);
      const name = denial?.at.sid ?? "A Deny";
      const spared = placed ? sparedBy(index.policyOf(placed), denial.at.statement) : [];
      const asked = spared.flatMap((condition) => answerAskedBy(condition, scenario, name))[0];
      if (asked !== undefined) return [{ text: asked }];
      const { documentId } = placed ?? {};
      const [condition] = spared;
      return [
        {
          text: condition
            ? `${name} denies this call, whatever is allowed. It spares calls with ${condition.key} ${condition.values.join(" or ")}: make the call so, and leave the Deny as it is.`
            : `${name} denies this call, whatever is allowed. If it is not meant for this call, limit it.`,
          ...(documentId ? { documentId } : {}),
        },
      ];
    }
    case "nothing-allows":
    case "identity-silent":
      return [inIdentity];
    case "boundary-silent":
    case "session-silent":
    case "guardrail-silent":
      return [inLayer(index, check, reason)];
    case "resource-policy-missing":
    case "resource-policy-silent":
      return trace.crossAccount && !identityAllows(decision)
        ? [inResource, inIdentity]
        : [inResource];
    case "not-across-accounts":
      return [
        { text: "Make this call from the key’s own account: KMS does not take it from another." },
      ];
    case "key-not-named":
      return [
        {
          text: "Enter the key’s ARN as the resource: what decides is the policy of the key itself.",
        },
      ];
    default:
      return [];
  }
}

/** What a boundary, a session or an organization would have to allow besides: no Allow elsewhere does instead. */
function inLayer(
  index: DocumentIndex,
  check: PolicyCheck,
  reason: Extract<Reason, { kind: "boundary-silent" | "session-silent" | "guardrail-silent" }>,
): Remedy {
  const { slot, words } = silentLayer(reason);
  const level = "level" in reason ? reason.level : 0;
  const at = slot === "endpointPolicies" ? { slot, index: level } : { slot, level, index: 0 };
  const documentId = placedAt(index, { ...at, statement: 0 }, check)?.documentId;
  return {
    text: `Allow it in ${words} too: what an identity or key policy allows does not suffice.`,
    ...(documentId ? { documentId } : {}),
  };
}

function silentLayer(
  reason: Extract<Reason, { kind: "boundary-silent" | "session-silent" | "guardrail-silent" }>,
): { readonly slot: PolicySlot; readonly words: string } {
  if (reason.kind === "boundary-silent")
    return { slot: "permissionsBoundary", words: "the permissions boundary of the caller" };
  if (reason.kind === "session-silent")
    return { slot: "sessionPolicies", words: "the policy of the session" };
  const { slot, level } = reason;
  const words = {
    serviceControlPolicies: `a service control policy of level ${level + 1}`,
    resourceControlPolicies: `a resource control policy of level ${level + 1}`,
    endpointPolicies: "the policy of the VPC endpoint",
  }[slot];
  return { slot, words };
}

/** Whether an Allow of an identity policy or of the resource's own policy is missing. */
function takesStatement({ kind }: Decision["reason"]): boolean {
  return (
    kind === "nothing-allows" ||
    kind === "identity-silent" ||
    kind === "resource-policy-missing" ||
    kind === "resource-policy-silent"
  );
}

/** A session's ARN has no path, so the path of a role that no answer names is unknown. */
function pathIsOpen({ scenario }: DocumentIndex, { request }: PolicyCheck): boolean {
  return (
    parseArn(request.principal)?.service === "sts" &&
    roleOfPrincipal(scenario, request.principal) === undefined &&
    (parseArn(principalOf(request))?.resource.split("/").length ?? 0) <= 2
  );
}

/** A condition of a Deny that calls with one of some values do not meet. */
interface Spared {
  readonly key: string;
  readonly values: readonly string[];
}

/** What a Deny spares: calls with one of these values of a key pass it, and the Deny stays as strict as it is. */
function sparedBy(policy: Policy, at: number): readonly Spared[] {
  const statement = [policy.Statement].flat()[at];
  return Object.entries(statement?.Condition ?? {}).flatMap(([operator, operands]) =>
    /^(?:String|Arn)Not/i.test(operator)
      ? Object.entries(operands).map(([key, values]) => ({
          key,
          values: [values].flat().map(String).slice(0, 5),
        }))
      : [],
  );
}

/** The answer that gives calls of the import such a value; nothing if it is given, or if no answer gives it. */
function answerAskedBy(
  { key, values: [value = ""] }: Spared,
  { guards }: Scenario,
  name: string,
): readonly string[] {
  switch (key.toLowerCase()) {
    case "aws:principalorgid":
      return /^o-[a-z0-9]{10,32}$/.test(value) && guards.organizationId !== value
        ? [`Set your organization to ${value} in the answers: ${name} denies everyone outside it.`]
        : [];
    case "sts:externalid":
      return !/[*?$]/.test(value) && guards.externalId !== value
        ? [`Set the external id to ${value} in the answers: ${name} denies everyone without it.`]
        : [];
    default:
      return [];
  }
}

function identityAllows({ trace }: Decision): boolean {
  return trace.layers.some(({ slot, says }) => slot === "identityPolicies" && says === "allows");
}
