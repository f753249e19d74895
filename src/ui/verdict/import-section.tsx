import { useMemo } from "react";
import { isCounted, type Step, worstOf } from "#acquisition";
import { hasExampleValues, nameOfKey, type Scenario, type Source } from "#scenario";
import { AccountChip, KeyChip, RegionChip } from "../parts/chips.tsx";
import { ReportSection } from "../parts/report-section.tsx";
import { StateWord } from "../parts/state-word.tsx";
import { Disclosure } from "./disclosure.tsx";
import { grouped } from "./grouped.ts";
import { LayerNote } from "./layer-note.tsx";
import { LongList } from "./long-list.tsx";
import { shortKeyName, sourcesById } from "./names.ts";
import { StageSteps } from "./stage-steps.tsx";
import { stagesOf } from "./stages.ts";
import { stepLooks, worstFirst } from "./states.ts";

interface ImportSectionProps {
  readonly scenario: Scenario;
  readonly steps: readonly Step[];
}

/** The import, by source and step; sources that do not work come first. */
export function ImportSection({ scenario, steps }: ImportSectionProps) {
  const sources = useMemo(() => sourcesById(scenario), [scenario]);
  const groups = grouped(steps, ({ sourceId }) => sourceId)
    .map(([id, own]) => ({ id, steps: own, state: stateOf(own) }))
    .sort((one, other) => worstFirst[one.state] - worstFirst[other.state]);
  return (
    <ReportSection
      title="The import"
      summary={
        <StateWord tone={stepLooks[stateOf(steps)].tone}>
          {wordsOf(
            groups.map(({ state }) => state),
            hasExampleValues(scenario),
          )}
        </StateWord>
      }
    >
      <LayerNote />
      <LongList items={groups} most={20} noun="sources" className="-mx-2 stack gap-1">
        {(group) => (
          <li key={group.id}>
            <SourceGroup {...group} source={sources.get(group.id)} alone={groups.length === 1} />
          </li>
        )}
      </LongList>
    </ReportSection>
  );
}

/** How the sources of the import stand: one that is not decided is not said to stop. */
function wordsOf(states: readonly Step["state"][], isExample: boolean): string {
  const count = (is: (state: Step["state"]) => boolean) => states.filter(is).length;
  const stopped = count((state) => state === "broken" || state === "withheld");
  const undecided = count((state) => state === "unknown");
  const example = isExample ? " with example values" : "";
  const all = states.length;
  if (stopped + undecided === 0)
    return all === 1 ? `works${example}` : `all ${all} sources work${example}`;
  if (all === 1) return stopped > 0 ? "does not work" : "not decided";
  return stopped > 0
    ? `${stopped} of ${all} sources do not work`
    : `${undecided} of ${all} sources not decided`;
}

/** The worst state of the counted steps: a permission that only the vendor documents stops no import. */
function stateOf(steps: readonly Step[]): Step["state"] {
  return worstOf(steps.filter(isCounted).map(({ state }) => state));
}

interface SourceGroupProps {
  readonly steps: readonly Step[];
  readonly state: Step["state"];
  readonly source: Source | undefined;
  readonly alone: boolean;
}

function SourceGroup({ steps, state, source, alone }: SourceGroupProps) {
  const counted = steps.filter(isCounted);
  const working = counted.filter((step) => step.state === "works" && !step.unreached).length;
  return (
    <Disclosure
      heading={3}
      openAtFirst={alone || state !== "works"}
      className="px-2"
      head={
        <span className="stack gap-1">
          <span className="flex items-center justify-between gap-2">
            {source && (
              <KeyChip
                name={shortKeyName(source)}
                account={source.target.account}
                tip={nameOfKey(source.key)}
              />
            )}
            <span className="shrink-0">
              <StateWord tone={stepLooks[state].tone}>
                {state === "works"
                  ? `all ${counted.length} steps work`
                  : `${working} of ${counted.length} steps work`}
              </StateWord>
            </span>
          </span>
          {source && (
            <span className="flex flex-wrap gap-1">
              <AccountChip account={source.target.account} />
              <RegionChip region={source.region} />
            </span>
          )}
        </span>
      }
    >
      {() => (
        <ol className="mt-1 mb-3 ml-1.5 grid grid-cols-[minmax(0,1fr)] gap-2 border-line border-l pl-2.5">
          {stagesOf(steps).map((stage) => (
            <StageSteps key={stage.steps[0]?.id} stage={stage} />
          ))}
        </ol>
      )}
    </Disclosure>
  );
}
