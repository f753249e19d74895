import { useCallback, useId, useState } from "react";
import type { AccessRequest } from "#engine";
import type { Subject } from "#state";
import type { Checker } from "#worker";
import { Button } from "../parts/button.tsx";
import { Field } from "../parts/field.tsx";
import { SuggestInput } from "../parts/suggest-input.tsx";
import { useKeyhole } from "../store.tsx";
import { useSubject } from "../verdict/use-subject.ts";
import { AnswerView } from "./answer-view.tsx";
import {
  actionSuggestions,
  firstRequest,
  principalSuggestions,
  resourceSuggestions,
} from "./ask-suggestions.ts";
import { type ContextRow, ContextRows } from "./context-rows.tsx";
import { draftOf, problemsIn, type RequestDraft, requestOf } from "./request-draft.ts";
import { useAnswer } from "./use-answer.ts";

/** A form for any request, and the result below it. */
export function AskPanel({ request }: { readonly request: AccessRequest | null }) {
  const scenario = useKeyhole((state) => state.scenario);
  const subject = useSubject();
  const [draft, setDraft] = useState<RequestDraft>(() =>
    draftOf(request ?? firstRequest(scenario)),
  );
  const [requested, setRequested] = useState<AccessRequest | null>(() =>
    request ? requestOf(draft) : null,
  );
  const [showProblems, setShowProblems] = useState(false);
  const answersId = useId();
  const ask = useCallback(
    (checker: Checker, about: Subject) => checker.ask(about, requested as AccessRequest),
    [requested],
  );
  const answer = useAnswer(subject, requested ? ask : null);
  const problems = problemsIn(draft);
  const change = (next: Partial<RequestDraft>) => {
    setDraft({ ...draft, ...next });
    // The result below would be about another request.
    setRequested(null);
  };
  const decide = () => {
    setShowProblems(true);
    if (Object.keys(problems).length === 0) setRequested(requestOf(draft));
  };
  const input = (
    field: "principal" | "action" | "resource",
    label: string,
    help: string,
    suggestions: ReturnType<typeof actionSuggestions>,
  ) => (
    <Field label={label} help={help} problem={showProblems ? problems[field] : undefined}>
      {(ids) => (
        <SuggestInput
          {...ids}
          value={draft[field]}
          suggestions={suggestions}
          onText={(text) => change({ [field]: text })}
          onFocus={ignore}
          onBlur={ignore}
        />
      )}
    </Field>
  );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <form
        aria-label="Request"
        className="grid grid-cols-[minmax(0,1fr)] gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          decide();
        }}
      >
        {input(
          "principal",
          "Principal",
          "An ARN, an account id, a service, or * for an anonymous caller.",
          principalSuggestions(scenario),
        )}
        <div className="grid grid-cols-[minmax(0,1fr)] gap-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
          {input("action", "Action", "Service and name: kms:Decrypt.", actionSuggestions())}
          {input(
            "resource",
            "Resource",
            "An ARN, or * if the call names no resource.",
            resourceSuggestions(scenario),
          )}
        </div>
        <ContextRows
          action={draft.action}
          rows={draft.context}
          onChange={(context: readonly ContextRow[]) => change({ context })}
        />
        <div>
          <Button tone="primary" type="submit" aria-controls={answersId}>
            Check
          </Button>
        </div>
      </form>
      <section id={answersId} aria-label="Result" className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {answer ? (
          <AnswerView answer={answer} />
        ) : (
          <p className="text-muted text-sm">
            The result and the effect of each statement appear here.
          </p>
        )}
      </section>
    </div>
  );
}

function ignore() {}
