import { type OtherUserRun, worstOf } from "#acquisition";
import { useCopy } from "../editor/use-copy.ts";
import { CommandLine } from "../parts/command-line.tsx";
import { ReportSection } from "../parts/report-section.tsx";
import { type StateTone, StateWord } from "../parts/state-word.tsx";
import { Disclosure } from "./disclosure.tsx";
import { LongList } from "./long-list.tsx";
import { StageSteps } from "./stage-steps.tsx";
import { stagesOf } from "./stages.ts";
import { stepLooks } from "./states.ts";

/** Whether the other users of the keys keep working; those that stop come first. */
export function OtherUserSection({ users }: { readonly users: readonly OtherUserRun[] }) {
  const order = ["broken", "unknown", "withheld", "works"];
  const shown = [...users].sort((one, two) => order.indexOf(one.state) - order.indexOf(two.state));
  const working = users.filter(({ state }) => state === "works").length;
  return (
    <ReportSection
      title="Other users of the keys"
      summary={
        <StateWord tone={stepLooks[worstOf(users.map(({ state }) => state))].tone}>
          {working === users.length ? "keep working" : `${working} of ${users.length} keep working`}
        </StateWord>
      }
    >
      <LongList items={shown} most={12} noun="users" className="-mx-2 px-2">
        {(run) => (
          <li key={run.id}>
            <UserRow run={run} />
          </li>
        )}
      </LongList>
    </ReportSection>
  );
}

const words: Readonly<Record<OtherUserRun["state"], readonly [StateTone, string]>> = {
  works: ["good", "keeps working"],
  broken: ["bad", "stops"],
  withheld: ["caution", "stops"],
  unknown: ["open", "not decided"],
};

function UserRow({ run }: { readonly run: OtherUserRun }) {
  const { name, key, state, steps, given, command } = run;
  const [tone, word] = words[state];
  const { copy } = useCopy();
  return (
    <Disclosure
      openAtFirst={state === "broken"}
      head={
        <span className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-2">
          <span className="break-words text-sm">
            <span className="font-medium">{name}</span> with {key}
          </span>
          <span className="pt-0.5">
            <StateWord tone={tone}>{word}</StateWord>
          </span>
        </span>
      }
    >
      {() => (
        <div className="mb-2 ml-[18px] grid grid-cols-[minmax(0,1fr)] gap-2 text-xs">
          {given && <p className="text-muted">Taken as given: {given}.</p>}
          {command && (
            <CommandLine
              title={`The grant for ${name}`}
              line={command}
              onCopy={() => void copy(command, "the command")}
            />
          )}
          <ol className="grid grid-cols-[minmax(0,1fr)] gap-2 border-line border-l pl-2.5">
            {stagesOf(steps).map((stage) => (
              <StageSteps key={stage.steps[0]?.id} stage={stage} />
            ))}
          </ol>
        </div>
      )}
    </Disclosure>
  );
}
