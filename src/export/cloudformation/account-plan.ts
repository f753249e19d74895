import type { ExportedDocument } from "../exported-document.ts";
import type { ExportOptions } from "../options.ts";
import type { AccountRollout } from "../rollout.ts";
import type { KeyPart } from "./key-resources.ts";
import type { Template } from "./template.ts";

/** What goes into one account: by stacks, by hand, or not at all. Nothing of the rollout is in none of the three. */
export interface AccountPlan {
  readonly account: string;
  /** The account in file names. */
  readonly word: string;
  readonly isPlatform: boolean;
  /** In the order in which they can be deployed: roles, keys, replicas. */
  readonly stacks: readonly Stack[];
  /** Documents for which no stack can do it, though a command can. */
  readonly byHand: readonly DocumentWithReason[];
  /** Documents that this format cannot hold, as they are edited. */
  readonly leftOut: readonly DocumentWithReason[];
  /** What else a reader must know before deploying. */
  readonly notes: readonly string[];
}

/** A document, and why it is not in a template. */
export interface DocumentWithReason {
  readonly document: ExportedDocument;
  readonly why: string;
}

/** One stack: its account, its region and its documents. */
export interface Stack {
  readonly account: string;
  readonly region: string;
  /** In file names: `222222222222`, `222222222222-us-east-1`, `222222222222-eu-west-1-replicas`. */
  readonly name: string;
  /** In AWS. */
  readonly stackName: string;
  readonly template: Template;
  /** Its keys, in the order of the template; none in a stack of roles. */
  readonly keys: readonly KeyPart[];
  /** Whether the keys are there already: an import brings them into the stack. */
  readonly imports: boolean;
}

export type Choices = Pick<ExportOptions, "targetRoles" | "keys" | "onWork">;

/** Why a value would not be deployed as it is written; nothing where it would. */
export type Refusal = (value: unknown) => string | undefined;

/** A part of an account's plan. */
export type PlanPart = Omit<AccountPlan, "account" | "word" | "isPlatform">;

/** What a part is planned for. */
export interface Place {
  readonly partition: string;
  readonly account: AccountRollout;
  readonly word: string;
}
