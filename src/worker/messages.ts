import type { Answered, Explanation, RequestPlace } from "#acquisition";
import type { AccessRequest } from "#engine";
import type { ExportedFile } from "#export";
import type { GeneratedDocument } from "#generator";
import type { Scenario } from "#scenario";
import type { AccountVerdict, Subject, Verdict } from "#verdict";
import type { ExportOrder } from "./export.ts";
import type { VerdictParcel } from "./parcel.ts";
import type { SubjectParcel } from "./subject-parcel.ts";

/** A question to the checker that is answered at one go. */
export type Question =
  /** Of a large scenario, with `part`, only that account's verdict. */
  | { readonly kind: "verify"; readonly part?: string }
  | { readonly kind: "explain"; readonly place: RequestPlace }
  | { readonly kind: "ask"; readonly request: AccessRequest }
  | { readonly kind: "fix-all"; readonly documentId: string; readonly rule: string };

/** Work of seconds: it tells how far it is, and can be stopped. */
export type Labour =
  /** Writes the documents of a large scenario. */
  | { readonly kind: "write"; readonly scenario: Scenario }
  /** Decides a large scenario part by part. */
  | { readonly kind: "survey" };

/** A request to the checker: plain JSON. What answers it carries its number. */
export type Job = { readonly number: number } & (
  | (Question & { readonly subject: Subject })
  | ({ readonly kind: "export" } & ExportOrder)
  | Extract<Labour, { kind: "write" }>
  | (Extract<Labour, { kind: "survey" }> & { readonly subject: Subject })
);

/** A job as it is posted; `stop` ends one that is under way. */
export type PostedJob =
  | (Omit<Job, "subject"> & { readonly parcel?: SubjectParcel })
  | { readonly stop: number };

/** What each kind of question is answered with. */
export interface Results {
  readonly verify: Verdict;
  /** Nothing where the run has no such request any more. */
  readonly explain: Explanation | undefined;
  readonly ask: Answered;
  /** The document's text with all that a rule finds repaired; nothing where there is no such document. */
  readonly "fix-all": string | undefined;
  readonly export: readonly ExportedFile[];
  /** What the last lot held was all; the lots came as progress. False where it was stopped. */
  readonly write: boolean;
  readonly survey: boolean;
}

export type Answer =
  | { readonly number: number; readonly ok: true; readonly result: Results[keyof Results] }
  /** The checker itself failed: never taken for “no findings”. */
  | { readonly number: number; readonly ok: false; readonly message: string };

/** How far a labour is: parts done of all, and what the last of them gave. */
export interface Progress {
  readonly number: number;
  /** How many were done before this lot; none where the labour begins. */
  readonly from: number;
  readonly done: number;
  readonly of: number;
  readonly lot: readonly GeneratedDocument[] | readonly AccountVerdict[];
}

/** What the checker posts: an answer, a verdict in it as a parcel; or how far it is. */
export type Posted =
  | Answer
  | { readonly number: number; readonly ok: true; readonly parcel: VerdictParcel }
  | Progress;
