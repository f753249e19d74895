import { AskDialog } from "../ask/ask-dialog.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import type { DialogBehindButton } from "../screens/lazy-dialog.tsx";
import { ReplacedDialog } from "../share/replaced-button.tsx";
import { useVerdictView } from "./verdict-view.ts";
import { WhyDialog } from "./why-dialog.tsx";

const CompareDialog = lazyPart("The comparison", () =>
  import("../access/compare-dialog.tsx").then((module) => module.CompareDialog),
);

const WatchDialog = lazyPart("The rules to watch by", () =>
  import("../watch/watch-dialog.tsx").then((module) => module.WatchDialog),
);

/** The open dialog of the verdict. */
export function VerdictDialogs({ onClose }: DialogBehindButton) {
  const dialog = useVerdictView((view) => view.dialog);
  if (!dialog) return null;
  if (dialog.kind === "why") return <WhyDialog {...dialog} onClose={onClose} />;
  if (dialog.kind === "watch") return <WatchDialog {...dialog} onClose={onClose} />;
  if (dialog.kind === "replaced") return <ReplacedDialog onClose={onClose} />;
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
