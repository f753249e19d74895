import { Square } from "lucide-react";
import { Button } from "./button.tsx";
import { ProgressLine, type ProgressLineProps } from "./progress-line.tsx";

/** The progress of a job, and beside it a button that stops it. */
export function StoppableProgress({
  stop,
  ...progress
}: ProgressLineProps & { readonly stop: () => void }) {
  return (
    <div className="flex items-end gap-3">
      <div className="min-w-0 flex-1">
        <ProgressLine {...progress} />
      </div>
      <Button icon={Square} onClick={stop}>
        Stop
      </Button>
    </div>
  );
}
