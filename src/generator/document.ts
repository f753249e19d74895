import type { DocumentKind } from "#policy";

/** A policy document to attach somewhere, with the reason for each of its statements. */
export interface GeneratedDocument {
  /**
   * Stays the same while the answers change: `platform/identity`, `t1/identity`, `t1/trust`, `t1/k1/key`,
   * `t1/k1/replica/eu-west-1`; the further documents of a split policy end in `/2`, `/3` …
   */
  readonly id: string;
  /** `platform`, or the id of the target that has the role or key. */
  readonly owner: string;
  readonly kind: DocumentKind;
  readonly account: string;
  /** The answers' id of the key; key policies only. */
  readonly keyId?: string;
  /** Where the key is; key policies only. */
  readonly region?: string;
  /** What a person calls it: the role's name, the key's id or alias. */
  readonly name: string;
  readonly attachTo: Attachment;
  /** Which document of how many, where a policy had to be split. */
  readonly part?: { readonly number: number; readonly of: number };
  /** Two-space JSON. */
  readonly text: string;
  readonly statements: readonly StatementReason[];
}

export type Attachment =
  | { readonly to: "role"; readonly roleName: string; readonly roleArn: string }
  /** `keyArn` where the scenario knows the key's ARN; `keys` says in words which keys it is for. */
  | { readonly to: "key"; readonly keyArn?: string; readonly keys: string };

/** Why a statement exists. */
export interface StatementReason {
  readonly sid: string;
  /** One or two sentences for a reviewer. */
  readonly reason: string;
  /** The steps of the import that it serves, in the user's words ("Copy the snapshot", …). */
  readonly serves: readonly string[];
  /** The public page that it rests on. */
  readonly source: string;
}

/** Something that a reader expects a document for, and why there is none or why it reads as it does. */
export interface GeneratorNote {
  readonly account: string;
  readonly region?: string;
  readonly title: string;
  readonly text: string;
}
