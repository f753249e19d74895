import type { PresentState } from "#export";
import type { Layer, Scenario } from "#scenario";
import type { History } from "./history.ts";
import type { KeptWork } from "./storage/kept-work.ts";
import type { DocumentId, Notice, Part, Reveal, Saved, Writing } from "./work.ts";

/**
 * Where a link comes from. `link`: the user chose it. `history`: the browser went back or forward, so no notice mentions
 * earlier work. `address`: it came into the address of a tab that shows work, perhaps by a page that opened the tab and
 * can still navigate it. Then the user is asked before other work takes the place of theirs.
 */
export type LinkSource = "link" | "history" | "address";

/** Whether a link's work is on the screen, or a notice asks about it, or the link could not be opened. */
export type OpenResult = "opened" | "asked" | "refused";

/** The whole state of the page, and its commands in the user's words. Documents and verdicts are computed from it. */
export interface KeyholeState extends Saved {
  /** The piece of work on the screen; other work has another id. */
  readonly workId: string;
  readonly history: History;
  /** All work that this browser keeps; null until the code for it has arrived. */
  readonly kept: KeptWork | null;
  readonly notice: Notice | null;
  /** What the editor is to show next; nothing once it has. */
  readonly reveal: Reveal | null;
  /** The rule whose page is shown in place of the work, empty for the list of rules; the work stays as it is behind it. */
  readonly rulePage: string | null;
  /** The screen of the guide that is shown in place of the work, from 1; `null` if the work is shown. */
  readonly guideStep: number | null;
  /** Whether the page offers the guide, as on the first visit. */
  readonly isFirstVisit: boolean;
  /** How the documents of a large scenario come; null for one whose documents are there. */
  readonly writing: Writing | null;
  /** For each open dialog what closes it; the dialog in front is the last. */
  readonly dialogs: readonly (() => void)[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Counts the big steps (a preset, starting over): each becomes an entry of the browser's history. */
  readonly entry: number;

  /**
   * Changes answers. Edited documents follow by statement. Consecutive answers of the same `group` within about a
   * second are one step of undo.
   */
  answer(change: (scenario: Scenario) => Scenario, group?: string): void;
  /** Stores the incomplete text of a question, or removes it (null). */
  draft(path: string, text: string | null): void;
  /** Gives the answers the shape of a preset; the user's accounts, roles, regions and keys stay. Edits are carried over as after any answer. Unknown ids do nothing. */
  usePreset(id: string): void;
  /** Back to the answers of a new page, without edits and drafts. */
  startOver(): void;

  /** Says what was in AWS before. */
  setPresent(present: PresentState): void;
  /** Ticks a document as rolled out with a text (`mark`: see `markOf`), or a step of taking back, or unticks it (`null`). */
  tick(documentId: DocumentId, mark: string | null): void;

  /** Consecutive edits of the same `group` are one step of undo; without one, those of the same document. */
  edit(documentId: DocumentId, text: string, group?: string): void;
  /** Adds imported layers and shows the first; one with the title, kind and owner of an earlier one replaces it. */
  addLayers(layers: readonly Omit<Layer, "id">[]): void;
  /** Says what a layer is and belongs to; a level of `undefined` is the account. */
  placeLayer(
    id: string,
    place: Partial<Pick<Layer, "kind" | "owner">> & { readonly level?: number | undefined },
  ): void;
  removeLayer(id: string): void;
  discardEdit(documentId: DocumentId): void;
  discardAllEdits(): void;
  /**
   * Ends a conflict: `mine` leaves the text as it is, `generated` takes the other side into it. For text that was no
   * JSON, `mine` carries the answers into it if it is JSON by now, and `generated` gives it up.
   */
  settle(conflictId: string, choice: "mine" | "generated"): void;

  /** Findings of the rule in the document are shown as ignored, and not counted. */
  ignoreRule(documentId: DocumentId, rule: string): void;
  stopIgnoring(documentId: DocumentId, rule: string): void;
  undo(): void;
  redo(): void;

  show(documentId: DocumentId): void;
  showPart(part: Part): void;
  compare(on: boolean): void;
  /** Shows the page of a rule, the list of rules (empty), or the work again (null), as after any change of the work. */
  showRule(rule: string | null): void;
  /** Shows a screen of the guide, or the work again (`null`). */
  showGuide(step: number | null): void;
  /** Says that a dialog is open. `close` is called when the user goes back; the function returned says that it is closed. */
  dialogOpened(close: () => void): () => void;
  /** The user chose between guide and workbench; later visits do not ask. */
  endFirstVisit(): void;
  /** Opens a document at a statement or at a part of its text. */
  showPlace(documentId: DocumentId, at: Reveal["at"]): void;
  /** The editor has shown it. */
  placeShown(): void;

  /**
   * Opens what a link carries, as a step that undo takes back. A fragment that cannot be read leaves the work alone
   * and says why. `workId` says which piece of work an entry of the browser's history shows. Never rejects.
   */
  openFragment(fragment: string, from?: LinkSource, workId?: string): Promise<OpenResult>;
  /** Opens a Keyhole file as a link: what cannot be read leaves the work alone and says why. Never rejects. */
  openFile(text: string): Promise<void>;
  /** Shows a kept piece of work in place of the present one, as a step that undo takes back. */
  openKept(saved: Saved, workId: string): void;
  dismissNotice(): void;

  /** Says how the documents come; with `arrived`, edits are carried over to them. For who has them written. */
  writingIs(writing: Writing | null, arrived?: "arrived"): void;
}
