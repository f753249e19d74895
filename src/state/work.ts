import type { PresentState } from "#export";
import type { GeneratedDocument } from "#generator";
import type { SyntaxProblem } from "#policy";
import { defaultScenario, type Layer, type Scenario } from "#scenario";
import { type FieldKeptIn, fieldsKeptIn } from "#share";

/** As `GeneratedDocument.id`: `platform/identity`, `t1/k1/key` … */
export type DocumentId = string;

/** What undo, links and storage are about: the answers, and what the user made of the documents. */
export interface Work {
  readonly scenario: Scenario;
  /**
   * The edited documents by id. Those of documents that the answers do not ask for at present are parked here: they
   * come back with their document.
   */
  readonly edits: Readonly<Record<DocumentId, Edit>>;
  readonly conflicts: readonly Conflict[];
  /** The rules of the linter that the user ignores, by document; no document without one. */
  readonly ignored: IgnoredRules;
  /** Policies and grants beside the documents. */
  readonly layers: readonly Layer[];
}

export type IgnoredRules = Readonly<Record<DocumentId, readonly string[]>>;

/** A document's text as the user changed it, with the generated text that it began from. */
export interface Edit {
  /** The generated text that the edit began from, or was last carried over to. */
  readonly base: string;
  /** What the user has, valid JSON or not. */
  readonly text: string;
}

/**
 * Where the answers and the user want different things. The user's side stands in the text; this remembers the other
 * until the user settles it. `mine` and `generated` are JSON to show side by side; an empty one is a removal.
 */
export interface Conflict {
  readonly id: string;
  readonly documentId: DocumentId;
  /** The Sid of the statement; empty where a top-level member or the whole document is meant. */
  readonly sid: string;
  /** The top-level member (`Version`, `Id`), where it is one. */
  readonly member?: string;
  readonly mine: string;
  readonly generated: string;
  readonly kind: ConflictKind;
}

export const conflictKinds = [
  "changed-both",
  "removed-by-answers",
  "removed-by-you",
  /** The text is not valid JSON, so the new answers could not be carried into it. */
  "not-json",
] as const;
export type ConflictKind = (typeof conflictKinds)[number];

export const parts = ["answers", "documents", "verdict"] as const;
/** The three parts of the screen; tabs where it is narrow. */
export type Part = (typeof parts)[number];

/** What the user looks at. Links and storage keep it, undo does not. */
export interface View {
  /** What the user opened; it may be gone by now: `shownDocument` says what to show. */
  readonly documentId: DocumentId | null;
  readonly part: Part;
  /** Whether edited documents are shown beside the generated ones. */
  readonly compare: boolean;
}

/** Everything about a piece of work that survives a reload. */
export interface Saved extends Work {
  /** Half-typed text of questions, by problem path. Never in a link. */
  readonly drafts: Readonly<Record<string, string>>;
  readonly view: View;
  readonly rollout: RolloutProgress;
}

/** How far the user is with rolling out the documents. */
export interface RolloutProgress {
  /** What was in AWS before. */
  readonly present: PresentState;
  /**
   * The ticked documents, and the steps of taking access back by their ids, which no document has. Each has a mark of the
   * text that was ticked: another text is to do again.
   */
  readonly done: Readonly<Record<DocumentId, string>>;
}

/** The fields that undo restores and that count as a change; the view is not among them. */
export const contentFields = fieldsKeptIn("history");
/** What undo restores of a piece of work. */
export type Content = Pick<Saved, FieldKeptIn<"history">>;

/** A state of the work that undo restores. */
export interface Snapshot extends Content {
  /** The piece of work it is a state of: undo after opening other work leads back to the earlier piece. */
  readonly workId: string;
}

/** The work of a new page. */
export const blankWork: Content = {
  scenario: defaultScenario,
  edits: {},
  conflicts: [],
  ignored: {},
  layers: [],
  drafts: {},
  rollout: { present: "nothing", done: {} },
};

/** The content of the work, without whatever else the object has. */
export function contentOf(work: Content): Content {
  return pick(work, contentFields);
}

/** What is stored of the work, without whatever else the object has. */
export function savedOf(work: Saved): Saved {
  return { ...contentOf(work), ...pick(work, fieldsKeptIn("storage")) };
}

function pick<Whole extends object, Field extends keyof Whole>(
  whole: Whole,
  fields: readonly Field[],
): Pick<Whole, Field> {
  return Object.fromEntries(fields.map((field) => [field, whole[field]])) as Pick<Whole, Field>;
}

/** An id for a piece of work that no other tab has. */
export function newWorkId(): string {
  return Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
}

/** A place in a document that the user asked to see. Each request is a new object. */
export interface Reveal {
  readonly documentId: DocumentId;
  /** A statement, counted from 0, or a part of the text. */
  readonly at: { readonly statement: number } | { readonly start: number; readonly end: number };
}

/** How the documents of a large scenario come: they are written beside the page, account by account. */
export interface Writing {
  readonly status: "writing" | "stopped" | "failed";
  /** Accounts whose documents are written, of all. */
  readonly done: number;
  readonly of: number;
  /** Stops it, or begins again. */
  readonly stop: () => void;
  readonly begin: () => void;
}

/** Something to tell the user that no question and no document is the place for. */
export interface Notice {
  readonly tone: "info" | "problem";
  readonly title: string;
  readonly text: string;
  /** Text to keep for the user to copy. */
  readonly keep?: string;
  readonly action?: { readonly label: string; readonly command: () => void };
}

/** The present text of a document: generated, or as the user left it. */
export interface WorkDocument {
  /** Set if it is no document of the scenario but decides beside them. */
  readonly layer?: Layer;
  readonly generated: GeneratedDocument;
  readonly text: string;
  readonly edited: boolean;
  readonly problems: readonly SyntaxProblem[];
}
