import { TriangleAlert } from "lucide-react";
import type { Answered } from "#acquisition";
import { Notice } from "../parts/notice.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { Disclosure } from "../verdict/disclosure.tsx";
import { OutcomeView } from "../verdict/outcome-view.tsx";
import { RemedyList } from "../verdict/remedy-list.tsx";
import { RequestTable } from "../verdict/request-table.tsx";
import type { Answer } from "./use-answer.ts";

/** The decision about a request, or its state while the checker decides. */
export function AnswerView({ answer }: { readonly answer: Answer<Answered> }) {
  if (answer.state === "waiting") return <Skeleton label="Checking" lines={[80, 60, 70]} />;
  if (answer.state === "failed")
    return (
      <Notice tone="problem" title="The checker failed">
        The request was not decided. Try again. If the error persists, reload the page.
      </Notice>
    );
  const { result } = answer;
  return (
    <>
      <Cautions cautions={result.cautions} />
      <OutcomeView {...result} />
      <RemedyList remedies={result.remedies} />
      <Disclosure
        openAtFirst={false}
        head={<span className="font-semibold text-sm">The complete request</span>}
      >
        {() => <RequestTable request={result.request} />}
      </Disclosure>
    </>
  );
}

/** Warnings about a decision. */
export function Cautions({ cautions }: { readonly cautions: readonly string[] }) {
  if (cautions.length === 0) return null;
  return (
    <ul className="stack gap-1">
      {cautions.map((caution) => (
        <li key={caution} className="flex items-start gap-1.5 text-caution text-sm">
          <TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />
          <span className="min-w-0 break-words">{caution}</span>
        </li>
      ))}
    </ul>
  );
}
