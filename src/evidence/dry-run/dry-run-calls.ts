import {
  createCallDecider,
  type DecisionOptions,
  isStandIn,
  rolesOf,
  runAcquisition,
  type ScenarioDocument,
} from "#acquisition";
import type { AccessRequest } from "#engine";
import { parseArn } from "#policy";
import type { Scenario } from "#scenario";

/** A call of the run that KMS can be asked about without making it, as the role that makes it. */
export interface DryRunCall {
  /** Names the call: action, role, key, and what the encryption context has. */
  readonly id: string;
  readonly roleArn: string;
  readonly operation:
    | "CreateGrant"
    | "Encrypt"
    | "GenerateDataKey"
    | "GenerateDataKeyWithoutPlaintext";
  readonly keyArn: string;
  readonly encryptionContext: Readonly<Record<string, string>>;
  /** The direct call as the authorizer is asked: no `kms:ViaService`, and the encryption context as it is sent. */
  readonly request: AccessRequest;
}

/** A call of the run that KMS is not asked about. */
export interface NotAsked {
  readonly id: string;
  /** Why, in the second half of a sentence. */
  readonly why: string;
}

/** What of a run KMS can be asked by dry runs. */
export interface DryRuns {
  readonly calls: readonly DryRunCall[];
  readonly notAsked: readonly NotAsked[];
}

/** The calls of the import that need no ciphertext. Source: KMS Developer Guide, “Testing your permissions”. */
const operations: ReadonlySet<string> = new Set([
  "CreateGrant",
  "Encrypt",
  "GenerateDataKey",
  "GenerateDataKeyWithoutPlaintext",
]);
/** Those that need a ciphertext of the key, which only a real snapshot has. */
const withCiphertext: ReadonlySet<string> = new Set(["Decrypt", "ReEncryptFrom", "ReEncryptTo"]);
/** The condition keys that KMS itself adds to a direct call. */
const ofKey =
  /^(?:aws:(?:ResourceOrgID|ResourceTag\/|PrincipalOrgID|SecureTransport|RequestedRegion)|kms:(?:Key|MultiRegion|ResourceAliases))/;
const contextPrefix = "kms:EncryptionContext:";

/**
 * The calls of a run as direct calls, each once, and those that cannot be asked, with the reason. A direct call that the
 * documents refuse only because it does not come through EC2 is not asked: AWS refuses it by design.
 */
export function dryRunCalls(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  options: DecisionOptions = {},
): DryRuns {
  const decider = createCallDecider(scenario, documents, options);
  const roles = new Set(rolesOf(scenario).map(({ arn }) => arn));
  const calls = new Map<string, DryRunCall>();
  const notAsked = new Map<string, string>();
  const steps = runAcquisition(scenario, documents, options);
  for (const { request } of steps.flatMap(({ requests }) => requests)) {
    if (!request.action.startsWith("kms:")) continue;
    const encryptionContext = encryptionContextOf(request);
    const id = [
      request.action,
      request.principal,
      request.resource,
      ...Object.values(encryptionContext),
    ].join(" ");
    const why = whyNotAsked(request, roles);
    const direct = directCall(request, encryptionContext);
    if (why !== undefined) notAsked.set(id, why);
    else if (!decider.isAllowed(direct) && decider.isAllowed(request))
      notAsked.set(id, "a statement requires kms:ViaService, so AWS refuses a direct call");
    else
      calls.set(id, {
        id,
        roleArn: request.principal,
        operation: request.action.slice(4) as DryRunCall["operation"],
        keyArn: request.resource,
        encryptionContext,
        request: direct,
      });
  }
  return {
    calls: [...calls.values()],
    notAsked: [...notAsked].map(([id, why]) => ({ id, why })),
  };
}

function whyNotAsked(
  { action, principal, resource }: AccessRequest,
  roles: ReadonlySet<string>,
): string | undefined {
  const name = action.slice(4);
  if (!roles.has(principal)) return "EC2 makes it, not a role of the import";
  if (withCiphertext.has(name)) return "KMS needs a ciphertext of the key";
  if (!operations.has(name)) return "KMS has no dry run of it";
  if (isStandIn(resource)) return "the answers do not name the key by its ARN";
  return undefined;
}

function encryptionContextOf({ context = {} }: AccessRequest): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(context).flatMap(([key, value]) =>
      key.startsWith(contextPrefix) && typeof value === "string"
        ? [[key.slice(contextPrefix.length), value]]
        : [],
    ),
  );
}

/** The request as the script sends it: a grant is for the role itself, whose ARN exists. */
function directCall(
  { principal, action, resource, context = {} }: AccessRequest,
  encryptionContext: Readonly<Record<string, string>>,
): AccessRequest {
  const names = Object.keys(encryptionContext);
  const isGrant = action === "kms:CreateGrant";
  return {
    principal,
    action,
    resource,
    context: {
      ...Object.fromEntries(Object.entries(context).filter(([key]) => ofKey.test(key))),
      "aws:RequestedRegion": parseArn(resource)?.region ?? "",
      ...Object.fromEntries(
        names.map((name) => [`${contextPrefix}${name}`, encryptionContext[name] ?? ""]),
      ),
      ...(names.length > 0 ? { "kms:EncryptionContextKeys": names } : {}),
      ...(isGrant
        ? {
            "kms:GrantIsForAWSResource": "false",
            "kms:GrantOperations": ["Decrypt"],
            "kms:GranteePrincipal": principal,
            ...(names.length > 0 ? { "kms:GrantConstraintType": "EncryptionContextSubset" } : {}),
          }
        : { "kms:EncryptionAlgorithm": "SYMMETRIC_DEFAULT" }),
    },
  };
}
