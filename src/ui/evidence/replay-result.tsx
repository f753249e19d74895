import type { Replay, ReplayedCall, TighterAnswer } from "#evidence";
import { Notice } from "../parts/notice.tsx";
import { StateWord } from "../parts/state-word.tsx";
import { Disclosure } from "../verdict/disclosure.tsx";
import { LongList } from "../verdict/long-list.tsx";
import { RequestTable } from "../verdict/request-table.tsx";
import { StatementButtons } from "../verdict/statement-buttons.tsx";
import { PermissionList } from "./permission-list.tsx";
import { coverageSentences, replaySentence, stateWords } from "./replay-words.ts";
import { TighterList } from "./tighter-list.tsx";

interface ReplayResultProps {
  readonly replay: Replay;
  readonly tighter: readonly TighterAnswer[];
}

/** What a log says of the documents: its calls, the permissions that it used, and the answers that still fit. */
export function ReplayResult({ replay, tighter }: ReplayResultProps) {
  return (
    <div className="stack gap-4">
      <p role="status" className="font-medium">
        {replaySentence(replay)}
      </p>
      {replay.problems.length > 0 && (
        <Notice tone="problem" title="Not everything was read">
          <ul>
            {replay.problems.slice(0, 10).map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Section title="Calls">
        <LongList items={replay.calls} most={12} noun="calls">
          {(call) => (
            <CallRow key={JSON.stringify([call.request, call.state, call.sentence])} call={call} />
          )}
        </LongList>
      </Section>
      <Section title="What the log can show">
        <ul className="text-soft text-sm">
          {coverageSentences(replay).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Section>
      <PermissionList permissions={replay.permissions} />
      <TighterList tighter={tighter} />
    </div>
  );
}

interface SectionProps {
  readonly title: string;
  readonly children: React.ReactNode;
}

function Section({ title, children }: SectionProps) {
  return (
    <section aria-label={title}>
      <h3 className="mb-1 font-medium text-soft text-sm">{title}</h3>
      {children}
    </section>
  );
}

function CallRow({ call }: { readonly call: ReplayedCall }) {
  const [tone, words] = stateWords[call.state];
  const times = call.count === 1 ? "once" : `${call.count.toLocaleString("en-US")} times`;
  return (
    <li>
      <Disclosure
        openAtFirst={false}
        head={
          <span className="stack">
            <span className="break-words text-sm">
              <code>{call.action}</code> by {call.caller}, {times}
              {call.origin === "ec2" ? ", through EC2" : ""}
            </span>
            <span className="text-muted text-xs [overflow-wrap:anywhere]">
              On <code>{call.resource}</code>
            </span>
            <StateWord tone={tone}>{words}</StateWord>
          </span>
        }
      >
        {() => (
          <div className="stack mb-2 ml-[18px] gap-1.5 text-sm">
            <p>{call.sentence}</p>
            {call.cautions.map((caution) => (
              <p key={caution} className="text-muted text-xs">
                {caution}
              </p>
            ))}
            <StatementButtons places={call.places} />
            <RequestTable request={call.request} />
          </div>
        )}
      </Disclosure>
    </li>
  );
}
