import type { Step } from "#acquisition";
import type { CallToFind, ExplainedSymptom, Query } from "#denial";
import { useCopy } from "../editor/use-copy.ts";
import { CommandLine } from "../parts/command-line.tsx";
import { StateWord } from "../parts/state-word.tsx";
import { Disclosure } from "../verdict/disclosure.tsx";
import { RemedyList } from "../verdict/remedy-list.tsx";
import { permissionLooks, stepLooks } from "../verdict/states.ts";
import { SuggestionNotice } from "../verdict/suggestion-notice.tsx";
import { Cautions } from "./answer-view.tsx";
import { ExplainedMessage } from "./explained-message.tsx";

/** What a message of EC2 or EBS hides, which calls to look for in CloudTrail, and the step of the import. */
export function SymptomView({ symptom }: { readonly symptom: ExplainedSymptom }) {
  const { found, hides, lookFor, queries, steps, remedies, cautions, suggestion } = symptom;
  return (
    <ExplainedMessage
      found={found}
      tone="caution"
      meaning={lookFor.length > 0 ? "This hides the reason" : "This is no denial"}
      sentence={hides}
    >
      {suggestion && <SuggestionNotice suggestion={suggestion} />}
      <Calls calls={lookFor} />
      <Cautions cautions={cautions} />
      {queries.length > 0 && <Queries queries={queries} />}
      {steps.length > 0 && <Steps steps={steps} />}
      <RemedyList remedies={remedies} as="what-to-do" />
    </ExplainedMessage>
  );
}

function Calls({ calls }: { readonly calls: readonly CallToFind[] }) {
  const [first] = calls;
  if (!first) return null;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["Calls", calls.map(({ action }) => action).join(", ")],
    ["Made by", first.by],
    ["Event source", "kms.amazonaws.com"],
    ["Error code", "AccessDenied"],
    ["Account", first.account],
    ["Region", first.region],
    ["Key", first.keyArn],
  ];
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <h3 className="font-semibold text-sm">Look for these calls in CloudTrail</h3>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-xs">
        {rows.map(
          ([name, value]) =>
            value !== undefined && (
              <div key={name} className="contents">
                <dt className="text-muted">{name}</dt>
                <dd className="[overflow-wrap:anywhere]">{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}

function Queries({ queries }: { readonly queries: readonly Query[] }) {
  const { said, copy } = useCopy();
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <h3 className="font-semibold text-sm">Queries</h3>
      {queries.map(({ where, text }) => (
        <Disclosure
          key={where}
          openAtFirst={where === "AWS CLI"}
          head={<span className="text-sm">{where}</span>}
        >
          {() => (
            <div className="pb-1 pl-[18px]">
              <CommandLine title={where} line={text} onCopy={() => void copy(text, "the query")} />
            </div>
          )}
        </Disclosure>
      ))}
      <span role="status" className="text-muted text-xs empty:hidden">
        {said}
      </span>
    </section>
  );
}

function Steps({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <h3 className="font-semibold text-sm">This step of the import, with these documents</h3>
      {steps.map(({ id, title, state, requests }) => (
        <Disclosure
          key={id}
          openAtFirst={state !== "works"}
          head={
            <span className="flex items-baseline justify-between gap-2">
              <span className="text-sm">{title}</span>
              <StateWord tone={stepLooks[state].tone}>{stepLooks[state].word}</StateWord>
            </span>
          }
        >
          {() => (
            <ul className="stack gap-0.5 pl-[18px]">
              {requests.map((request) => (
                <li
                  key={request.label}
                  className="flex items-baseline justify-between gap-2 text-xs"
                >
                  <span className="min-w-0 break-words">{request.label}</span>
                  <StateWord tone={permissionLooks[request.state].tone}>
                    {permissionLooks[request.state].word}
                  </StateWord>
                </li>
              ))}
            </ul>
          )}
        </Disclosure>
      ))}
    </section>
  );
}
