import type { AccessRequest, Decision } from "#engine";
import { type Condition, printPolicy, type Statement } from "#policy";
import type { Question } from "./question.ts";

/** The edit that would let a denied request through, as narrow as the request itself. */
export interface Remedy {
  /** What to do, in one sentence. */
  readonly text: string;
  /** The document to edit, where it is one of the scenario's. */
  readonly documentId?: string;
  /** The statement to add there, as two-space JSON; none where an existing statement has to change. */
  readonly statement?: string;
}

/** The remedies of a denial, in the order in which AWS asks; none for what is allowed. */
export function remediesOf(decision: Decision, question: Question): readonly Remedy[] {
  const { reason, trace } = decision;
  const identity = question.identityPolicies.find(({ documentId }) => documentId)?.documentId;
  const resource = question.resourcePolicy?.documentId;
  const inIdentity: Remedy = {
    text: "Allow it in an identity policy of the caller:",
    ...(identity ? { documentId: identity } : {}),
    statement: statementText(allowing(question.request, "identity")),
  };
  const inResource: Remedy = {
    text:
      trace.door === "trust-policy"
        ? "Trust the caller in the role’s trust policy:"
        : "Name the caller in the key policy:",
    ...(resource ? { documentId: resource } : {}),
    statement: statementText(
      allowing(question.request, trace.door === "trust-policy" ? "trust" : "key"),
    ),
  };
  switch (reason.kind) {
    case "explicit-deny": {
      const denial = trace.statements.find(
        (statement) => statement.result === "applies" && statement.effect === "Deny",
      );
      const documentId = denial?.at.slot === "resourcePolicy" ? resource : identity;
      const name = denial?.at.sid ?? "the Deny that applies";
      return [
        {
          text: `Exempt this call from ${name}: a Deny stands above every Allow.`,
          ...(documentId ? { documentId } : {}),
        },
      ];
    }
    case "nothing-allows":
    case "identity-silent":
      return [inIdentity];
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

function identityAllows({ trace }: Decision): boolean {
  return trace.layers.some(({ slot, says }) => slot === "identityPolicies" && says === "allows");
}

/** Condition keys that tie a call to its purpose: kept, so that the remedy opens no more than the call. */
const kept: readonly string[] = ["kms:ViaService", "kms:GrantIsForAWSResource", "sts:ExternalId"];

function allowing(request: AccessRequest, kind: "identity" | "key" | "trust"): Statement {
  const name = request.action.slice(request.action.indexOf(":") + 1);
  const conditions: Condition = {};
  for (const [key, value] of Object.entries(request.context ?? {})) {
    if (typeof value !== "string" || !kept.includes(key)) continue;
    const operator = key === "kms:GrantIsForAWSResource" ? "Bool" : "StringEquals";
    conditions[operator] = { ...conditions[operator], [key]: value };
  }
  return {
    Sid: `Allow${name.replace(/[^A-Za-z0-9]/g, "")}`,
    Effect: "Allow",
    ...(kind === "identity" ? {} : { Principal: { AWS: principalOf(request) } }),
    Action: request.action,
    ...(kind === "trust" ? {} : { Resource: kind === "key" ? "*" : request.resource }),
    ...(Object.keys(conditions).length > 0 ? { Condition: conditions } : {}),
  };
}

/** A session is named by its role, as AWS's own context has it. */
function principalOf({ principal, context }: AccessRequest): string {
  const role = context?.["aws:PrincipalArn"];
  return typeof role === "string" ? role : principal;
}

function statementText(statement: Statement): string {
  const lines = printPolicy({ Statement: [statement] }).split("\n");
  return lines
    .slice(2, -2)
    .map((line) => line.slice(4))
    .join("\n");
}
