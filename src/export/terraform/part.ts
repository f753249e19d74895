import type { Block, Item } from "./hcl.ts";
import type { Labels } from "./labels.ts";

/** What a role or a key adds to its account's folder. */
export interface Part {
  readonly resources: readonly Item[];
  readonly variables: readonly Block[];
  readonly imports: readonly Block[];
  readonly outputs: readonly Block[];
  /** The oldest Terraform that reads its import blocks. */
  readonly terraform: TerraformVersion;
}

/**
 * Import blocks came with 1.5, took expressions as ids with 1.6 and `for_each` with 1.7.
 * Source: Terraform's changelogs of these versions.
 */
export type TerraformVersion = 1.5 | 1.6 | 1.7;

export const emptyPart: Part = {
  resources: [],
  variables: [],
  imports: [],
  outputs: [],
  terraform: 1.5,
};

/** The user's choices, and the names given so far. */
export interface AccountContext {
  readonly labels: Labels;
  readonly policies: "jsonencode" | "policy-document";
  readonly targetRolesExist: boolean;
  readonly keysExist: boolean;
}
