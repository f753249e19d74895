import { AskDialog } from "../ask/ask-dialog.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import type { DialogBehindButton } from "../screens/lazy-dialog.tsx";
import { useVerdictView } from "./verdict-view.ts";
import { WhyDialog } from "./why-dialog.tsx";

const CompareDialog = lazyPart("The comparison", () =>
  import("../access/compare-dialog.tsx").then((module) => module.CompareDialog),
);

/** The open dialog of the verdict. */
export function VerdictDialogs({ onClose }: DialogBehindButton) {
  const dialog = useVerdictView((view) => view.dialog);
  if (!dialog) return null;
  if (dialog.kind === "why") return <WhyDialog {...dialog} onClose={onClose} />;
  if (dialog.kind === "compare") return <CompareDialog onClose={onClose} />;
  return (
    <AskDialog
      key={dialog.kind}
      startAt={dialog.kind}
      request={dialog.kind === "ask" ? dialog.request : null}
      onClose={onClose}
    />
  );
}
