import type { DocumentKind } from "#policy";
import type { Layer } from "#scenario";
import type { ImportProblem } from "./problem.ts";
import type { ReadTargets } from "./targets/read-targets.ts";

/** A policy or grants beside the documents, as a text has it. The user says what the text does not. */
export interface ImportedLayer extends Omit<Layer, "id"> {
  /** Set if the text does not say what it is, and it only looks like this kind. */
  readonly isGuess?: true;
}

/** The recognised format of a text. `several`: the text has more than one of these. */
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
  | "terraform-text"
  | "terraform-configuration"
  | "embedded"
  | "list-grants"
  | "organization-policies"
  | "collected"
  | "keyhole-link"
  | "keyhole-file"
  | "targets"
  | "several"
  | "unknown";

/** The result of importing one text. */
export interface Imported {
  /** The format in the user's words: "Output of aws kms get-key-policy". Never empty. */
  readonly recognised: string;
  readonly format: Format;
  /** In the order of the text. */
  readonly policies: readonly ImportedPolicy[];
  /** Policies and grants beside the documents, in the order of the text. Left out if there are none. */
  readonly layers?: readonly ImportedLayer[];
  /** Roles of which the text has every identity policy. Left out if there are none. */
  readonly wholeRoles?: readonly ImportedRole[];
  /**
   * What was not read, or was read with a reservation, and what to do. If nothing was imported, one of these is an
   * error.
   */
  readonly problems: readonly ImportProblem[];
  /** The fragment of a Keyhole link, without its `#`. Only its shape was checked. */
  readonly fragment?: string;
  /** Set if the text is a Keyhole file. The code that opens the file reads it. */
  readonly isKeyholeFile?: true;
  /** Accounts and keys for the answers, if the text has only these. */
  readonly targets?: ReadTargets;
}

/** A role, as far as the text names it. */
export interface ImportedRole {
  /** Without its path. The logical id if the template leaves the name to AWS. */
  readonly name: string;
  readonly arn?: string;
}

/** A key, as far as the text names it. */
export interface ImportedKey {
  readonly arn?: string;
  readonly id?: string;
  /** Includes `alias/`. */
  readonly alias?: string;
}

/** One policy document of a text. */
export interface ImportedPolicy {
  /** Unique within its `Imported`; the same text gives the same ids. */
  readonly id: string;
  readonly kind: DocumentKind;
  /** "Inline policy KmsAccess of role CadoResponseRole". */
  readonly title: string;
  /**
   * Strict JSON that `parseDocument` reads. A policy in JSON stays verbatim, without comments and trailing commas,
   * which AWS refuses. Any other is printed with an indentation of two spaces.
   */
  readonly text: string;
  /** The roles that have this policy; for a trust policy, the role it belongs to. */
  readonly roles: readonly ImportedRole[];
  /** The roles whose permissions boundary this policy is. A boundary grants nothing. */
  readonly boundaryOf: readonly ImportedRole[];
  readonly key?: ImportedKey;
  /** Twelve digits, if the text names the account. */
  readonly account?: string;
  readonly region?: string;
  /** The name of an inline or managed policy. */
  readonly policyName?: string;
  /** The ARN of a managed policy. AWS managed policies (`arn:aws:iam::aws:policy/…`) cannot be edited. */
  readonly managedPolicyArn?: string;
  readonly unresolved: readonly Unresolved[];
}

/** A value that only AWS or Terraform knows. The policy has a placeholder for it. */
export interface Unresolved {
  /** Where in the policy: `["Statement", 0, "Resource"]`. */
  readonly path: readonly (string | number)[];
  /** In the syntax of the template: `!GetAtt Key.Arn`. */
  readonly expression: string;
  /** The placeholder in the string at `path`: `${Key.Arn}`. */
  readonly placeholder: string;
  /** What to replace it with. */
  readonly message: string;
}
