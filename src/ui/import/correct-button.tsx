import type { ReactNode } from "react";
import { Button } from "../parts/button.tsx";
import { importStore } from "./import-store.ts";

interface CorrectButtonProps {
  /** The key of the row in the import's list. */
  readonly rowKey: string;
  /** What the row is about. */
  readonly title: string;
  /** What the text really is. */
  readonly children: ReactNode;
}

/** Corrects what a text was taken for. Its row moves to the other list: the focus goes to the dialog around both. */
export function CorrectButton({ rowKey, title, children }: CorrectButtonProps) {
  return (
    <Button
      className="justify-self-start"
      onClick={({ currentTarget }) => {
        currentTarget.closest<HTMLElement>("[tabindex='-1']")?.focus();
        importStore.getState().correct(rowKey);
      }}
    >
      {children}
      <span className="sr-only">: {title}</span>
    </Button>
  );
}
