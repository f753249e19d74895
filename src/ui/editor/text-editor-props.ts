import type { ReactNode } from "react";
import type { Finding, TextEdit } from "#engine";
import type { SyntaxProblem } from "#policy";
import type { Surroundings } from "./language/index.ts";

/** A repair of what the run finds wrong, as edits of one text. */
export interface TextRepair {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The statement that it edits: there the editor offers it. */
  readonly statement: { readonly start: number; readonly end: number };
}

/** The props of the editor, with or without Monaco. */
export interface TextEditorProps {
  readonly document: { readonly id: string; readonly text: string };
  /** The ids of all documents; models of other documents are disposed of. */
  readonly documentIds: readonly string[];
  /** The name of the text, for screen readers. */
  readonly label: string;
  readonly problems: readonly SyntaxProblem[];
  /** The linter's findings with their ranges in this text, without ignored rules. */
  readonly findings: readonly Finding[];
  /** The smallest repairs that edit this text, for exactly this text. */
  readonly repairs: readonly TextRepair[];
  /** Whether the findings are about exactly this text: only then can they be fixed. */
  readonly current: boolean;
  /** The context for suggestions and explanations. */
  readonly around: Surroundings;
  /** The cursor's offset, for an editor that replaces another. */
  readonly cursor: number;
  /** The range to mark beside the line numbers. */
  readonly statement: { readonly start: number; readonly end: number } | undefined;
  /** The ranges to light up: statements that name what a step asks that is pointed at elsewhere. */
  readonly lit: readonly { readonly start: number; readonly end: number }[];
  /** The text to show beside the document, read-only. */
  readonly compareWith: string | undefined;
  /** Shown until the editor is drawn. */
  readonly loading: ReactNode;
  /** Edits of the same `step` are one step of undo. */
  readonly onEdit: (documentId: string, text: string, step?: string) => void;
  /** The page's own undo and redo: answers, documents and typing have one history. */
  readonly onUndo: () => void;
  /** Called when a paste is refused, with the number of characters that the text would have. */
  readonly onTooLong: (length: number) => void;
  readonly onRedo: () => void;
  readonly onCursor: (offset: number) => void;
  readonly onFixAll: (rule: string) => void;
  readonly onIgnore: (rule: string) => void;
  readonly onReady: (controls: EditorControls | null) => void;
}

/** Commands to the editor on the screen. */
export interface EditorControls {
  readonly format: () => void;
  /** Moves the cursor there and scrolls to it, without the focus. */
  readonly look: (offset: number) => void;
  /** `look`, and moves the focus into the editor. */
  readonly goTo: (offset: number) => void;
  /** `goTo`, and marks the lines of the range until the cursor moves. */
  readonly show: (start: number, end: number) => void;
}
