import { StoppableProgress } from "../parts/stoppable-progress.tsx";
import type { Checked } from "./use-export.ts";

/** How many accounts a report has checked, of how many, and a button that stops it. */
export function ReportProgress(progress: Checked & { readonly stop: () => void }) {
  return <StoppableProgress label="Checking every account for the report" {...progress} />;
}
