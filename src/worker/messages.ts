import type {
  Answered,
  Explanation,
  Probe,
  RegionCheck,
  RequestPlace,
  ScenarioDocument,
  Step,
  Summary,
} from "#acquisition";
import type { AccessRequest, Finding } from "#engine";
import type { ExportedFile } from "#export";
import type { Scenario } from "#scenario";
import type { ExportOrder } from "./export.ts";
import type { VerdictParcel } from "./parcel.ts";

/** What everything that is asked is about: the answers and the documents as they stand. */
export interface Subject {
  readonly scenario: Scenario;
  readonly documents: readonly ScenarioDocument[];
}

/** A request to the checker: plain JSON. The answer carries its number. */
export type Job = { readonly number: number; readonly subject: Subject } & (
  | { readonly kind: "verify" }
  | { readonly kind: "explain"; readonly place: RequestPlace }
  | { readonly kind: "ask"; readonly request: AccessRequest }
  | { readonly kind: "fix-all"; readonly documentId: string; readonly rule: string }
  | ({ readonly kind: "export" } & ExportOrder)
);

/** Everything that is said of a subject. */
export interface Verdict {
  readonly summary: Summary;
  /** From a worker, their requests come without most of their context; the probes' likewise. `explain` gives it. */
  readonly steps: readonly Step[];
  readonly probes: readonly Probe[];
  readonly regions: readonly RegionCheck[];
  /** What the linter finds, by document id. */
  readonly findings: Readonly<Record<string, readonly Finding[]>>;
}

/** What each kind of job is answered with. */
export interface Results {
  readonly verify: Verdict;
  /** Nothing where the run has no such request any more. */
  readonly explain: Explanation | undefined;
  readonly ask: Answered;
  /** The document's text with all that a rule finds repaired; nothing where there is no such document. */
  readonly "fix-all": string | undefined;
  readonly export: readonly ExportedFile[];
}

export type Answer =
  | {
      readonly number: number;
      readonly ok: true;
      readonly result: Results[keyof Results];
    }
  /** The checker itself failed: never taken for “no findings”. */
  | { readonly number: number; readonly ok: false; readonly message: string };

/** What the worker posts: an answer, a verdict in it as a parcel. */
export type PostedAnswer =
  | Answer
  | { readonly number: number; readonly ok: true; readonly parcel: VerdictParcel };
