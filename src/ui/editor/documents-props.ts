import type { AccountGroup } from "./groups.ts";

/** What every way of choosing a document is given. */
export interface DocumentsProps {
  readonly groups: readonly AccountGroup[];
  readonly shownId: string | undefined;
  /** How many conflicts a document has. */
  readonly conflicts: (documentId: string) => number;
  readonly onShow: (documentId: string) => void;
}
