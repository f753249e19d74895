import { RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Notice } from "./notice.tsx";

interface FailedNoticeProps {
  /** What failed, as a sentence without a period. */
  readonly title: string;
  /** What the failure means for the user. */
  readonly children: ReactNode;
  readonly onRetry: () => void;
  /** Buttons after “Try again”. */
  readonly actions?: ReactNode;
}

/** Says that something failed, with a button that tries it again. */
export function FailedNotice({ title, children, onRetry, actions }: FailedNoticeProps) {
  return (
    <Notice
      tone="problem"
      title={title}
      actions={
        <>
          <Button icon={RotateCw} onClick={onRetry}>
            Try again
          </Button>
          {actions}
        </>
      }
    >
      {children}
    </Notice>
  );
}
