import { type OtherUserRun, worstOf } from "#acquisition";
import { keyServiceFacts, otherUserFacts, type Scenario } from "#scenario";
import { useCopy } from "../editor/use-copy.ts";
import { CommandLine } from "../parts/command-line.tsx";
import { ReportSection } from "../parts/report-section.tsx";
import { StateWord } from "../parts/state-word.tsx";
import { problemsOf } from "../wizard/problems.ts";
import { Disclosure } from "./disclosure.tsx";
import { LongList } from "./long-list.tsx";
import { StageSteps } from "./stage-steps.tsx";
import { stagesOf } from "./stages.ts";
import { stepLooks, userLooks, worstFirst } from "./states.ts";

interface OtherUserSectionProps {
  readonly scenario: Scenario;
  readonly users: readonly OtherUserRun[];
}

/** Whether the other users of the keys keep working; those that stop come first. */
export function OtherUserSection({ scenario, users }: OtherUserSectionProps) {
  const shown = users.toSorted((one, other) => worstFirst[one.state] - worstFirst[other.state]);
  const incomplete = incompleteUsers(scenario);
  if (users.length + incomplete.length === 0) return null;
  const working = users.filter(({ state }) => state === "works").length;
  const state = worstOf([
    ...users.map((run) => run.state),
    ...incomplete.map(() => "unknown" as const),
  ]);
  return (
    <ReportSection
      title="Other users of the keys"
      summary={
        <StateWord tone={stepLooks[state].tone}>
          {state === "works"
            ? "keep working"
            : `${working} of ${users.length + incomplete.length} keep working`}
        </StateWord>
      }
    >
      {incomplete.length > 0 && (
        <StateWord line tone="open">
          Not decided, because their answers are incomplete: {incomplete.join(", ")}.
        </StateWord>
      )}
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

/** The names of the users that the verdict leaves out. */
function incompleteUsers(scenario: Scenario): readonly string[] {
  const paths = problemsOf(scenario).flatMap(({ severity, path }) =>
    severity === "error" ? [path] : [],
  );
  return (scenario.otherUsers ?? [])
    .filter(({ id }) => paths.some((path) => path.startsWith(`otherUsers.${id}.`)))
    .map(({ kind, service }) => (service ? keyServiceFacts[service] : otherUserFacts[kind]).name);
}

function UserRow({ run }: { readonly run: OtherUserRun }) {
  const { name, key, state, steps, given, command } = run;
  const { tone, word } = userLooks[state];
  const { said, copy } = useCopy();
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
          <span role="status" className="text-muted empty:hidden">
            {said}
          </span>
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
