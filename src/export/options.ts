import type { AccessBeyond, Layers, OtherUserRun, Probe, Step } from "#acquisition";
import type { ClaimResult, StillWorks } from "#verdict";

/** The user's choices about an export. Each format reads those that it has a use for. */
export interface ExportOptions {
  /** Whether the target roles exist already; new by default, since most are made for the import. The platform's exists. */
  readonly targetRoles?: "new" | "existing";
  /** Whether the customer managed keys exist already; they do by default. */
  readonly keys?: "existing" | "new";
  /** How Terraform writes policies; `jsonencode` by default. */
  readonly terraformPolicies?: "jsonencode" | "policy-document";
  /** How CloudFormation writes templates; `yaml` by default. */
  readonly templates?: "yaml" | "json";
  /** Whether Terraform and CloudFormation also write EventBridge rules for what the answers leave open; they do not by default. */
  readonly watch?: boolean;
  /** Where a StackSet goes: organizational units or roots (`ou-…`, `r-…`), and its regions; IAM needs only one. */
  readonly stackSet?: {
    readonly organizationalUnits: readonly string[];
    readonly regions: readonly string[];
  };
  /** What a report says besides the documents. The caller passes the date, so that the same input gives the same bytes. */
  readonly report?: ReportInput;
  /** Called again and again while files are written: the worker shows by it that it has not stopped. */
  readonly onWork?: () => void;
}

/** What was checked, when: the input of a report. */
export interface ReportInput {
  /** As it should stand on the page: `2026-11-24`. */
  readonly date: string;
  /** The version of Keyhole that made it; left out if the caller does not know it. */
  readonly version?: string;
  /** The link that opens this work; left out if there is none, for example because the work is too large for a link. */
  readonly link?: string;
  /** The policies and grants beside the documents that joined the decisions. */
  readonly layers?: Layers | undefined;
  readonly steps: readonly Step[];
  readonly probes: readonly Probe[];
  /** Left out where they were not decided, as for very many accounts. */
  readonly claims?: readonly ClaimResult[];
  /** What the roles can do beyond the import; left out where it was not asked. */
  readonly beyond?: AccessBeyond;
  /** What the other users of the keys do with them; left out if none are named. */
  readonly otherUsers?: readonly OtherUserRun[];
  readonly findings: readonly ReportFinding[];
  /** What still works after each step of taking the access back (`removalsOfReport`); left out where it was not decided. */
  readonly stillWorks?: readonly StillWorks[];
}

/** A linter finding, by the document where it stands. */
export interface ReportFinding {
  readonly documentId: string;
  readonly rule: string;
  readonly severity: "error" | "security" | "warning" | "suggestion";
  readonly message: string;
  /** The user ignores this rule in this document. */
  readonly ignored?: true;
  /** Counted from 1. */
  readonly line: number;
}
