import type {
  AccessBeyond,
  CheckedClaim,
  Layers,
  OtherUserRun,
  Probe,
  RegionCheck,
  ScenarioDocument,
  Step,
  Summary,
} from "#acquisition";
import type { AccessRequest, Finding } from "#engine";
import type { Scenario } from "#scenario";

/** What a verdict is about: the answers, the documents with the user's edits in them, and what joins every decision. */
export interface Subject<Document extends ScenarioDocument = ScenarioDocument> {
  readonly scenario: Scenario;
  readonly documents: readonly Document[];
  /** Policies and grants beside the documents: of the organization, of boundaries and sessions, of endpoints. */
  readonly layers?: Layers | undefined;
}

/** The import and the abuses, decided, and counted. */
export interface Run {
  readonly summary: Summary;
  readonly steps: readonly Step[];
  readonly probes: readonly Probe[];
}

/** Everything that is said of a subject: plain JSON. */
export interface Verdict extends Run {
  readonly status: Status;
  readonly regions: readonly RegionCheck[];
  /** What the other users of the keys do with them, decided; left out by callers that decide the import alone. */
  readonly otherUsers?: readonly OtherUserRun[];
  /** What the linter finds, by document id. */
  readonly findings: Readonly<Record<string, readonly Finding[]>>;
  /** Sentences about all requests; left out as long as they are being decided: then the status is never `proved`. */
  readonly claims?: readonly ClaimResult[];
  /** What the roles can do beyond the import, and who can use its keys; only `verify` decides it. */
  readonly beyond?: AccessBeyond;
}

/** A decided claim; of the witness the request alone, since its policies are those of the documents. */
export interface ClaimResult extends Omit<CheckedClaim, "witness"> {
  readonly witness?: AccessRequest;
}

/**
 * The state of the work in one word, the worst first:
 * `incomplete`: an answer is missing or invalid, or a document is not valid JSON;
 * `stops`: a step of the import is denied, or withheld by an answer;
 * `undecided`: a request or a claim could not be decided;
 * `open`: the import works, but an abuse is allowed, a claim is refuted, something that must stay possible is denied,
 * another user of a key stops, or the linter finds errors (what AWS refuses, or can never work);
 * `works`: the import works and every abuse that was tried is refused; claims about all requests are not decided yet;
 * `proved`: as `works`, and every claim about all requests is proved.
 */
export type StatusKind = "incomplete" | "stops" | "undecided" | "open" | "works" | "proved";

/** The state of the work: one word, and the same as a sentence. */
export interface Status {
  readonly kind: StatusKind;
  /** The answers hold example values: the verdict is not about the user's own accounts and keys. */
  readonly example: boolean;
  /** The same in a few words, without a full stop: “Works, but 2 claims are refuted”. */
  readonly title: string;
  /** The reason, or how much works; empty if there is nothing to add. */
  readonly detail: string;
  /** The same in a sentence. */
  readonly sentence: string;
  /** Left out if no answer is about time. */
  readonly time?: StatusTime;
}

/** The moment that the run was decided for, and when the answers let the roles use the keys. All are instants. */
export interface StatusTime {
  readonly moment: string;
  readonly from?: string;
  readonly until?: string;
  /** The first instant at which the imported material of a key expires: no policy lets it be used from then on. */
  readonly expires?: string;
  /** Where the moment is in that period. */
  readonly place: "before" | "within" | "after";
}

/** The verdict on one account of a large scenario, as a row of a table shows it. */
export interface AccountVerdict {
  /** The target's id, or `platform`. */
  readonly partId: string;
  readonly summary: Summary;
  /** The names of the other users of its keys that stop, or of which it is not decided; left out if all keep working. */
  readonly usersStopped?: readonly string[];
  /** How often a rule finds something in a document of this account. */
  readonly found: readonly FoundRule[];
}

/** How often a rule finds something in one document. */
export interface FoundRule {
  readonly documentId: string;
  readonly rule: string;
  readonly severity: Finding["severity"];
  readonly count: number;
}
