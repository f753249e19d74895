import { MessageCircleQuestion } from "lucide-react";
import { useCallback } from "react";
import type { Explanation, RequestPlace } from "#acquisition";
import type { Subject } from "#state";
import type { Checker } from "#worker";
import { useAnswer } from "../ask/use-answer.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Notice } from "../parts/notice.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { OutcomeView } from "./outcome-view.tsx";
import { RemedyList } from "./remedy-list.tsx";
import { RequestTable } from "./request-table.tsx";
import { useVerdict } from "./verdict-context.tsx";
import { useVerdictView } from "./verdict-view.ts";

interface WhyDialogProps {
  readonly place: RequestPlace;
  readonly action: string;
  readonly onClose: () => void;
}

/** The decision about one request of the run: the reason, statements that nearly matched, and the whole request. */
export function WhyDialog({ place, action, onClose }: WhyDialogProps) {
  const verified = useVerdict((state) => state.verified);
  const ask = useCallback(
    (checker: Checker, subject: Subject) => checker.explain(subject, place),
    [place],
  );
  const answer = useAnswer(verified, ask);
  return (
    <Dialog title={`Why: ${action}`} width={760} onClose={onClose}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {answer?.state === "waiting" && <Skeleton label="Checking" lines={[80, 60, 70]} />}
        {answer?.state === "failed" && (
          <Notice tone="problem" title="The checker failed">
            The request was not decided. Close this dialog and try again.
          </Notice>
        )}
        {answer?.state === "here" &&
          (answer.result ? (
            <ExplanationView explanation={answer.result} place={place} />
          ) : (
            <Notice tone="info" title="The import no longer makes this request">
              Your answers have changed.
            </Notice>
          ))}
      </div>
    </Dialog>
  );
}

interface ExplanationViewProps {
  readonly explanation: Explanation;
  readonly place: RequestPlace;
}

function ExplanationView({ explanation, place }: ExplanationViewProps) {
  const open = useVerdictView((view) => view.open);
  const { request, undecided, decision, sentence, places, tracePlaces, remedies } = explanation;
  return (
    <>
      <OutcomeView
        outcome={undecided ? "unknown" : decision.outcome}
        sentence={sentence}
        places={places}
        trace={decision.trace}
        tracePlaces={tracePlaces}
      />
      <RemedyList remedies={place.of === "step" ? remedies : []} />
      <RequestTable request={request} />
      <div>
        <Button icon={MessageCircleQuestion} onClick={() => open({ kind: "ask", request })}>
          Check this request
        </Button>
      </div>
    </>
  );
}
