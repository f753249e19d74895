import type { AccountGroup } from "./groups.ts";

/** The props of every component that lets the user choose a document. */
export interface DocumentsProps {
  readonly groups: readonly AccountGroup[];
  readonly shownId: string | undefined;
  /** How many conflicts a document has. */
  readonly conflicts: (documentId: string) => number;
  readonly onShow: (documentId: string) => void;
}
