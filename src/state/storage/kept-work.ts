import type { PieceSummary, RemovedPiece } from "./kept-pieces.ts";

/** A stored work, as the list shows it. */
export interface KeptPiece extends PieceSummary {
  /** Whether this tab shows it. */
  readonly isCurrent: boolean;
  readonly isOpenElsewhere: boolean;
}

/** The list of all work that this browser stores. */
export interface KeptWork {
  /** The newest first. Rejects if the browser refuses its storage. */
  list(): Promise<readonly KeptPiece[]>;
  /**
   * Opens a work in place of the current one; undo reverts it. Opens a copy if another tab has it open.
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
