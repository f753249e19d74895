import type { DocumentKind, Policy } from "#policy";

/** A generated document with the text that the user's editor has. */
export interface ScenarioDocument {
  /** As the generator names it. No code reads it: the other fields say what the document is. */
  readonly id: string;
  /** `platform`, or the id of the target that has the role or key. */
  readonly owner: string;
  readonly kind: DocumentKind;
  readonly account: string;
  readonly region?: string;
  readonly attachTo: { readonly to: "role"; readonly roleArn: string } | { readonly to: "key" };
  readonly text: string;
}

/** A policy that Keyhole assumes, or a document by its position: `DocumentIndex.policyOf` has its policy. */
export type PolicyReference =
  | {
      readonly policy: Policy;
      readonly documentId?: undefined;
      /** The policy of an AWS managed key: no resource control policy binds that. */
      readonly isOfAwsManagedKey?: true;
    }
  | {
      readonly documentId: string;
      readonly position: number;
      readonly isOfAwsManagedKey?: undefined;
    };
