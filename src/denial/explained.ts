import type { Answered, Remedy, Step } from "#acquisition";
import type { AccessRequest, Outcome } from "#engine";
import type { AcquisitionMethod } from "#scenario";
import type { AwsSaid } from "./read/aws-said.ts";
import type { DenialText } from "./read/denial.ts";

/** What Keyhole answers to a paste: a denial by AWS, or words that hide or resemble one. */
export type Explained = ExplainedDenials | ExplainedSymptom | ExplainedRefusal | NotUnderstood;

/** The denied calls of a paste. */
export interface ExplainedDenials {
  readonly kind: "denials";
  readonly from: Extract<DenialText, { ok: true }>["from"];
  readonly denials: readonly ExplainedDenial[];
  /** What was left out, each with the reason. */
  readonly skipped: readonly string[];
}

/** One denied request: AWS's word first, then what the documents say. */
export interface ExplainedDenial {
  readonly request: AccessRequest;
  /** The reason in AWS's words. */
  readonly said?: string;
  readonly awsSaid?: AwsSaid;
  /**
   * Never `allowed`: AWS denied it. `undecided` if AWS names no layer and the documents allow the request, or if the
   * key is unknown.
   */
  readonly outcome: Outcome | "not-judged" | "undecided";
  readonly explanation: string;
  /** What to do, in order. */
  readonly remedies: readonly Remedy[];
  /** What was assumed or is missing. */
  readonly cautions: readonly string[];
  /** The decision of the documents alone, with its trace. Left out if the key is unknown. */
  readonly answered?: Answered;
  readonly suggestion?: Suggestion;
}

/** An answer that fits the text better than the current one. */
export interface Suggestion {
  readonly question: "method";
  readonly answer: AcquisitionMethod;
  readonly text: string;
}

/** Words of EC2, EBS or another service behind which a denial by KMS may stand. */
export interface ExplainedSymptom {
  readonly kind: "symptom";
  /** The words that were found. */
  readonly found: string;
  readonly hides: string;
  /** None if no denial stands behind the words. */
  readonly lookFor: readonly CallToFind[];
  /** The same as queries, ready to run. */
  readonly queries: readonly Query[];
  /** The steps of the import that make these calls, decided with the documents. */
  readonly steps: readonly Step[];
  readonly remedies: readonly Remedy[];
  readonly cautions: readonly string[];
  readonly suggestion?: Suggestion;
}

/** A call that CloudTrail shows as denied. */
export interface CallToFind {
  readonly action: string;
  /** Who makes it, in words. */
  readonly by: string;
  /** The account where CloudTrail logged it: the caller's. */
  readonly account?: string;
  readonly region?: string;
  readonly keyArn?: string;
}

/** A query for CloudTrail’s events, ready to run. */
export interface Query {
  readonly where: "CloudTrail console" | "AWS CLI" | "CloudTrail Lake" | "Athena";
  readonly text: string;
}

/** A policy that IAM or KMS refused to save. */
export interface ExplainedRefusal {
  readonly kind: "refused-policy";
  readonly found: string;
  readonly explanation: string;
  /** The rules of the linter that find this fault. */
  readonly rules: readonly string[];
  /** What these rules find in the documents now. */
  readonly findings: readonly { readonly documentId: string; readonly message: string }[];
  readonly remedies: readonly Remedy[];
}

/** Neither a denial nor words that hide or resemble one. */
export interface NotUnderstood {
  readonly kind: "not-understood";
  readonly why: string;
}
