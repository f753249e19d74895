import type { ReactNode } from "react";
import type { Finding } from "#engine";
import type { SyntaxProblem } from "#policy";
import type { Surroundings } from "./language/index.ts";

/** What the editor is given, whether Monaco has arrived or not. */
export interface TextEditorProps {
  readonly document: { readonly id: string; readonly text: string };
  /** All documents that there are: the others' models are disposed of. */
  readonly documentIds: readonly string[];
  /** What the text is, for those who do not see it. */
  readonly label: string;
  readonly problems: readonly SyntaxProblem[];
  /** What the linter finds, at its place in this text; without what is ignored. */
  readonly findings: readonly Finding[];
  /** Whether that is about this very text: only then are there fixes. */
  readonly current: boolean;
  /** What suggestions and explanations know beside the text. */
  readonly around: Surroundings;
  /** Where the cursor is, for an editor that takes the place of another. */
  readonly cursor: number;
  /** The range to mark beside the line numbers. */
  readonly statement: { readonly start: number; readonly end: number } | undefined;
  /** The text to show beside the document, read-only. */
  readonly compareWith: string | undefined;
  /** What stands there until the editor is drawn. */
  readonly loading: ReactNode;
  /** Edits of the same `step` are one step of undo. */
  readonly onEdit: (documentId: string, text: string, step?: string) => void;
  /** The page's own undo and redo: answers, documents and typing have one history. */
  readonly onUndo: () => void;
  /** A paste was refused: the text would have had so many characters. */
  readonly onTooLong: (length: number) => void;
  readonly onRedo: () => void;
  readonly onCursor: (offset: number) => void;
  readonly onFixAll: (rule: string) => void;
  readonly onIgnore: (rule: string) => void;
  readonly onReady: (controls: EditorControls | null) => void;
}

/** Orders to the editor on the screen. */
export interface EditorControls {
  readonly format: () => void;
  /** Puts the cursor there and into view; the focus stays where it is. */
  readonly look: (offset: number) => void;
  /** `look`, and the focus with it. */
  readonly goTo: (offset: number) => void;
  /** `goTo`, with the lines of the range marked until the cursor moves on. */
  readonly show: (start: number, end: number) => void;
}
