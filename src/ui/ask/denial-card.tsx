import { MessageCircleQuestion } from "lucide-react";
import type { ExplainedDenial } from "#denial";
import type { AccessRequest } from "#engine";
import { principalName } from "#policy";
import { Button } from "../parts/button.tsx";
import { Disclosure } from "../verdict/disclosure.tsx";
import { OutcomeSentence } from "../verdict/outcome-view.tsx";
import { RemedyList } from "../verdict/remedy-list.tsx";
import { RequestTable } from "../verdict/request-table.tsx";
import { StatementButtons } from "../verdict/statement-buttons.tsx";
import { SuggestionNotice } from "../verdict/suggestion-notice.tsx";
import { TraceView } from "../verdict/trace-view.tsx";
import { Cautions } from "./answer-view.tsx";

interface DenialCardProps {
  readonly denial: ExplainedDenial;
  readonly onAsk: (request: AccessRequest) => void;
}

/** One denied request: AWS's word and what it means, what to do, and what the documents say. */
export function DenialCard({ denial, onAsk }: DenialCardProps) {
  const { request, said, outcome, explanation, remedies, cautions, answered, suggestion } = denial;
  const isOwnReason = answered?.sentence === explanation;
  return (
    <article className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-md border border-line p-3">
      <h3 className="break-words text-sm">
        <code className="font-semibold">{request.action}</code> by{" "}
        <code>{principalName(request.principal).name}</code>{" "}
        {request.resource === "*" ? (
          answered ? (
            ""
          ) : (
            "on an unknown key"
          )
        ) : (
          <>
            on <code className="break-all">{request.resource}</code>
          </>
        )}
      </h3>
      {said && <p className="break-words text-soft text-sm">Message: {said}</p>}
      <Cautions cautions={cautions} />
      <div role="status" className="grid grid-cols-[minmax(0,1fr)] gap-1">
        <OutcomeSentence
          outcome={outcome === "undecided" ? "unknown" : outcome}
          sentence={explanation}
        />
        {isOwnReason && <StatementButtons places={answered.places} />}
      </div>
      {suggestion && <SuggestionNotice suggestion={suggestion} />}
      <RemedyList remedies={remedies} as={isOwnReason ? "changes" : "what-to-do"} />
      {answered && (
        <Disclosure
          openAtFirst={false}
          head={<span className="font-semibold text-sm">What the documents say</span>}
        >
          {() => (
            <div className="grid grid-cols-[minmax(0,1fr)] gap-3 pt-1">
              {!isOwnReason && (
                <OutcomeSentence outcome={answered.outcome} sentence={answered.sentence} />
              )}
              <TraceView trace={answered.trace} places={answered.tracePlaces} />
              <RequestTable request={answered.request} />
            </div>
          )}
        </Disclosure>
      )}
      <div>
        <Button icon={MessageCircleQuestion} onClick={() => onAsk(request)}>
          Check this request
        </Button>
      </div>
    </article>
  );
}
