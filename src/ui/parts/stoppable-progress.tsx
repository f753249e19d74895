import { Square } from "lucide-react";
import { Button } from "./button.tsx";
import { ProgressLine, type ProgressLineProps } from "./progress-line.tsx";

/** The progress of a job, and a button that stops it. */
export function StoppableProgress({
  stop,
  ...progress
}: ProgressLineProps & { readonly stop: () => void }) {
  return (
    <>
      <ProgressLine {...progress} />
      <p>
        <Button icon={Square} onClick={stop}>
          Stop
        </Button>
      </p>
    </>
  );
}
