import type { PieceSummary, RemovedPiece } from "./kept-pieces.ts";

/** A kept piece of work as the list shows it. */
export interface KeptPiece extends PieceSummary {
  /** Whether it is the one on this tab's screen. */
  readonly isCurrent: boolean;
  readonly isOpenElsewhere: boolean;
}

/** The list of all work that this browser keeps. */
export interface KeptWork {
  /** The newest first. Rejects if the browser refuses its storage. */
  list(): Promise<readonly KeptPiece[]>;
  /**
   * Shows a piece in place of the present work, as a step that undo takes back; a copy of it if another tab has it open.
   * Rejects if it cannot be read.
   */
  open(workId: string): Promise<void>;
  /** An empty name gives the piece the one made from its answers. Throws if the browser refuses to store it. */
  rename(workId: string, name: string): void;
  /** Deletes a piece and gives it back for `putBack`; `undefined` if another tab has it open. Rejects if refused. */
  remove(workId: string): Promise<RemovedPiece | undefined>;
  /** Throws if the browser refuses to store it. */
  putBack(piece: RemovedPiece): void;
}
