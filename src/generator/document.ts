import type { DocumentKind } from "#policy";

/** A policy document to attach, with the reason for each of its statements. */
export interface GeneratedDocument {
  /**
   * Stable while the answers change: `platform/identity`, `t1/identity`, `t1/trust`, `t1/k1/key`,
   * `t1/k1/replica/eu-west-1`. The further documents of a split policy end in `/2`, `/3` …
   */
  readonly id: string;
  /** `platform`, or the id of the target that has the role or key. */
  readonly owner: string;
  readonly kind: DocumentKind;
  readonly account: string;
  /** The answers' id of the key; key policies only. */
  readonly keyId?: string;
  /** The key's region; only for key policies. */
  readonly region?: string;
  /** The display name: the role's name, or the key's id or alias. */
  readonly name: string;
  readonly attachTo: Attachment;
  /** The number of this document, and of all documents, if a policy was split. */
  readonly part?: { readonly number: number; readonly of: number };
  /** Two-space JSON. */
  readonly text: string;
  readonly statements: readonly StatementReason[];
}

/** Where to attach a document: to a role, or to a key. */
export type Attachment =
  | { readonly to: "role"; readonly roleName: string; readonly roleArn: string }
  /** `keyArn` is set if the scenario knows the key's ARN; `keys` names the keys in words. */
  | { readonly to: "key"; readonly keyArn?: string; readonly keys: string };

/** Why a statement exists. */
export interface StatementReason {
  readonly sid: string;
  /** One or two sentences for a reviewer. */
  readonly reason: string;
  /** The import steps that need it, in the user's words ("Copy the snapshot", …). */
  readonly serves: readonly string[];
  /** The public page that documents it. */
  readonly source: string;
}

/** Says why an expected document is missing, or differs from what a reader expects. */
export interface GeneratorNote {
  readonly account: string;
  readonly region?: string;
  readonly title: string;
  readonly text: string;
}
