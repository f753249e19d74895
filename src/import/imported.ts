import type { DocumentKind } from "#policy";
import type { ReadTargets } from "./targets/read-targets.ts";

/** What a text was taken for. `several`: more than one of these stood in it. */
export type Format =
  | "policy"
  | "get-key-policy"
  | "get-role"
  | "list-roles"
  | "get-inline-policy"
  | "get-policy-version"
  | "account-authorization-details"
  | "cloudformation"
  | "stack-set"
  | "terraform-plan"
  | "terraform-state"
  | "keyhole-link"
  | "keyhole-file"
  | "targets"
  | "several"
  | "unknown";

/** What became of a text that a user brought. */
export interface Imported {
  /** What it was taken for, in the user's words: "Output of aws kms get-key-policy". Never empty. */
  readonly recognised: string;
  readonly format: Format;
  /** In the order of the text. */
  readonly policies: readonly ImportedPolicy[];
  /** What could not be read, or was read with a reservation, and what to do. Where nothing was brought there is an error. */
  readonly problems: readonly ImportProblem[];
  /** The fragment of a Keyhole link, without its `#`; only its shape was checked. */
  readonly fragment?: string;
  /** Where the text is a Keyhole file; whoever opens it reads it. */
  readonly isKeyholeFile?: true;
  /** Accounts and keys for the answers, where the text has these and nothing else. */
  readonly targets?: ReadTargets;
}

export interface ImportProblem {
  /**
   * `error`: something that the user meant to bring is missing. `warning`: a policy was brought that may differ from
   * the one in AWS. `note`: left out on purpose, or changed without changing what it means.
   */
  readonly severity: "error" | "warning" | "note";
  /** One or two sentences: what is so, and what to do. */
  readonly message: string;
  /** Where in the text: a resource, a member, "line 12". */
  readonly place?: string;
}

/** A role as far as the text names it. */
export interface ImportedRole {
  /** Without its path. The logical id where a template leaves the name to AWS. */
  readonly name: string;
  readonly arn?: string;
}

/** A key as far as the text names it. */
export interface ImportedKey {
  readonly arn?: string;
  readonly id?: string;
  /** With its `alias/`. */
  readonly alias?: string;
}

/** One policy document out of a text. */
export interface ImportedPolicy {
  /** Unique in its `Imported`; the same text gives the same ids. */
  readonly id: string;
  readonly kind: DocumentKind;
  /** "Inline policy KmsAccess of role CadoResponseRole". */
  readonly title: string;
  /**
   * Strict JSON that `parseDocument` reads. A policy that came as JSON is verbatim (only comments and trailing commas,
   * which AWS refuses, are taken out); anything else is printed in two-space JSON.
   */
  readonly text: string;
  /** The roles that have this policy; of a trust policy, the role it belongs to. */
  readonly roles: readonly ImportedRole[];
  /** The roles whose permissions boundary this policy is. It grants them nothing. */
  readonly boundaryOf: readonly ImportedRole[];
  readonly key?: ImportedKey;
  /** Twelve digits, where the text says which account it is of. */
  readonly account?: string;
  readonly region?: string;
  /** The name of an inline or managed policy. */
  readonly policyName?: string;
  /** The ARN of a managed policy. AWS's own (`arn:aws:iam::aws:policy/…`) cannot be edited. */
  readonly managedPolicyArn?: string;
  readonly unresolved: readonly Unresolved[];
}

/** A value that only AWS or Terraform knows: it stands in the policy as a placeholder. */
export interface Unresolved {
  /** Where in the policy: `["Statement", 0, "Resource"]`. */
  readonly path: readonly (string | number)[];
  /** As the template has it: `!GetAtt Key.Arn`. */
  readonly expression: string;
  /** What stands for it in the string at `path`: `${Key.Arn}`. */
  readonly placeholder: string;
  /** What to put there. */
  readonly message: string;
}
