import { AskDialog } from "./ask-dialog.tsx";
import { useVerdictView } from "./verdict-view.ts";
import { WhyDialog } from "./why-dialog.tsx";

/** The dialogs over the verdict, one at a time. */
export function VerdictDialogs() {
  const dialog = useVerdictView((view) => view.dialog);
  const close = useVerdictView((view) => view.close);
  if (!dialog) return null;
  if (dialog.kind === "why") return <WhyDialog {...dialog} onClose={close} />;
  return (
    <AskDialog
      key={dialog.kind}
      startAt={dialog.kind}
      request={dialog.kind === "ask" ? dialog.request : null}
      onClose={close}
    />
  );
}
