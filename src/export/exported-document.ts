import type { DocumentKind } from "#policy";

/**
 * What an identity policy is called in AWS: `Keyhole-ROLE`, with its number where there are several.
 * Source: IAM User Guide, "IAM and AWS STS quotas" (a policy name has at most 128 characters).
 */
export function policyNameOf(role: string, part: ExportedDocument["part"]): string {
  const suffix = part ? `-${part.number}` : "";
  return `Keyhole-${role}`.slice(0, 128 - suffix.length) + suffix;
}

/** A document with the text of its editor, and what the generator says about it. */
export interface ExportedDocument {
  /** As the generator names it. No code reads it: the other fields say what the document is. */
  readonly id: string;
  /** `platform`, or the id of the target that has the role or key. */
  readonly owner: string;
  readonly kind: DocumentKind;
  readonly account: string;
  /** Where the key is; key policies only. */
  readonly region?: string;
  /** The name that the user knows: the role's name, the key's id or alias. */
  readonly name: string;
  readonly attachTo:
    | { readonly to: "role"; readonly roleName: string; readonly roleArn: string }
    | { readonly to: "key"; readonly keyArn?: string; readonly keys: string };
  /** Which document of how many, where a policy had to be split. */
  readonly part?: { readonly number: number; readonly of: number };
  /** What the user has: JSON or not. */
  readonly text: string;
  readonly statements: readonly {
    readonly sid: string;
    readonly reason: string;
    readonly serves: readonly string[];
    readonly source: string;
  }[];
}

/** A file to write. `path` has `/` between folders, and names that are safe on every system. */
export interface ExportedFile {
  readonly path: string;
  readonly text: string;
}
