import type { DocumentKind } from "#policy";

/** A message of IAM or KMS that refuses to save a policy, and the rules of the linter that find the fault beforehand. */
export interface Refusal {
  readonly words: RegExp;
  readonly explanation: string;
  readonly rules: readonly string[];
  /** The documents that the message can be about. */
  readonly kinds: readonly DocumentKind[];
  /** The fault is a principal that does not exist, which no rule can see. */
  readonly asksForPrincipals?: true;
}

const every: readonly DocumentKind[] = ["identity", "key", "trust"];
const withPrincipals: readonly DocumentKind[] = ["key", "trust"];

/**
 * Source: KMS API Reference, "PutKeyPolicy" and "CreateKey"; KMS Developer Guide, "Default key policy"; IAM User Guide,
 * "Troubleshoot IAM policies"; the messages as public issues quote them. The first that fits is taken.
 */
export const refusals: readonly Refusal[] = [
  {
    words:
      /one or more invalid principals|Invalid principal in policy|Federated principals must be valid/i,
    explanation:
      "AWS refused the policy because a principal in it does not exist, or is not written as AWS has it. A role needs its whole ARN with its path; a role that was deleted and made again is another one; a service-linked role exists only after the service was used; an account may be closed, or of another partition.",
    rules: [
      "invalid-principal",
      "principal-unique-id",
      "group-principal",
      "service-principal-format",
      "partial-wildcard-principal",
      "mixed-partitions",
      "federated-in-key-policy",
      "unresolved-expression",
    ],
    kinds: withPrincipals,
    asksForPrincipals: true,
  },
  {
    words: /will not allow you to update the key policy/i,
    explanation:
      'KMS refused the key policy because the caller could not call PutKeyPolicy on the key afterwards: nobody could repair it. The policy must let the caller call kms:PutKeyPolicy, directly or through the account and the caller’s identity policy; conditions count, and a statement with another Resource than "*" gives nothing. KMS checks this unless BypassPolicyLockoutSafetyCheck is set, which can make the key unmanageable.',
    rules: [
      "key-policy-lockout",
      "iam-not-enabled",
      "key-may-become-unmanageable",
      "key-policy-resource",
      "missing-resource",
    ],
    kinds: ["key"],
  },
  {
    words:
      /OverlyPermissiveCondition|ForAllValues[^.\n]{0,80}(?:single|refus|not (?:allowed|supported))/i,
    explanation:
      "KMS refused ForAllValues on a condition key with one value: without the key in the request, such a condition is always met.",
    rules: ["forallvalues-refused-by-kms", "forallvalues-single-valued"],
    kinds: ["key"],
  },
  {
    words:
      /prohibited field Principal|should not specify a principal|Principal (?:element )?is not (?:allowed|supported)/i,
    explanation:
      "An identity policy must not name a principal: its principal is the role that has it.",
    rules: ["principal-in-identity-policy"],
    kinds: ["identity"],
  },
  {
    words: /prohibited field Resource/i,
    explanation: "A trust policy must not name a resource: its resource is the role that has it.",
    rules: ["resource-in-trust-policy"],
    kinds: ["trust"],
  },
  {
    words: /(?:AssumeRole policy|trust polic\w+) may only (?:specify|have) STS/i,
    explanation: "A trust policy can have only actions of STS that assume the role.",
    rules: ["trust-policy-action", "trust-action-principal-mismatch"],
    kinds: ["trust"],
  },
  {
    words:
      /Missing required field Principal|statement with no principal|must (?:contain|specify) (?:a )?principal/i,
    explanation: "A statement of a key or trust policy names no principal.",
    rules: ["missing-principal"],
    kinds: withPrincipals,
  },
  {
    words:
      /Missing required field Resource|must contain resources|Resource .{0,300}must be in ARN format|is not (?:a )?valid (?:for )?(?:resource|ARN)|statement with no resource/i,
    explanation:
      'A statement has no Resource, or one that is no ARN. In a key policy it is "*", which means this key.',
    rules: [
      "missing-resource",
      "resource-not-arn",
      "arn-shape",
      "key-policy-resource",
      "unresolved-expression",
    ],
    kinds: every,
  },
  {
    words:
      /Missing required field Action|must contain actions|must be prefaced by a vendor|Vendor .{0,80} is not valid|Invalid Action|unsupported (?:actions?|permissions)/i,
    explanation: "A statement has no Action, or one that AWS does not know: it is SERVICE:NAME.",
    rules: ["missing-action", "action-format", "unknown-action", "action-not-in-key-policy"],
    kinds: every,
  },
  {
    words: /Statement IDs? \(SID\)|SIDs? (?:in a single policy )?must be/i,
    explanation:
      "A Sid is used twice in the policy, or has characters that AWS does not accept there.",
    rules: ["duplicate-sid", "invalid-sid"],
    kinds: every,
  },
  {
    words:
      /Maximum policy size|Cannot exceed quota for (?:PolicySize|ACLSizePerRole|InlinePolic\w+)|policy (?:document )?(?:is too large|size exceeds|exceeds the)/i,
    explanation:
      "The policy is longer than AWS allows: 6,144 characters for a managed policy, 10,240 for all inline policies of a role, 2,048 for a trust policy, 32,768 bytes for a key policy.",
    rules: ["exceeds-identity-size", "exceeds-trust-size", "exceeds-key-policy-size"],
    kinds: every,
  },
  {
    words: /must be version 2012-10-17|Invalid (?:policy )?version|invalid Version/i,
    explanation: "The Version of a policy is 2012-10-17 or 2008-10-17.",
    rules: ["invalid-version", "version-not-current"],
    kinds: every,
  },
  {
    words:
      /condition (?:block )?operator|Unrecognized condition|invalid condition|Condition(?:s)? must be/i,
    explanation: "A condition has an operator or key that AWS does not accept there.",
    rules: [
      "unknown-operator",
      "operator-key-type",
      "unknown-condition-key",
      "key-property-condition-in-key-policy",
      "value-type",
    ],
    kinds: every,
  },
  {
    words:
      /MalformedPolicyDocument|Syntax errors? in policy|policy failed legacy parsing|not in (?:the |a )?valid JSON format|contains invalid Json|not syntactically or semantically correct|Unknown field/i,
    explanation:
      "AWS could not read the policy: its JSON is broken, or an element is unknown, missing or in the wrong place.",
    rules: [
      "json-syntax",
      "json-duplicate-key",
      "wrong-json-type",
      "unknown-element",
      "missing-effect",
      "invalid-effect",
      "missing-statement",
      "exclusive-elements",
      "character-not-allowed",
      "value-type",
      "missing-principal",
      "missing-resource",
      "missing-action",
    ],
    kinds: every,
  },
];
