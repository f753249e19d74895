import type { Probe } from "#acquisition";
import { ReportSection } from "../parts/report-section.tsx";
import { StateWord } from "../parts/state-word.tsx";
import { count } from "../wizard/words.ts";
import { Disclosure } from "./disclosure.tsx";
import { grouped } from "./grouped.ts";
import { LongList } from "./long-list.tsx";
import { MitigationCard } from "./mitigation-card.tsx";
import { ProbeRow } from "./probe-row.tsx";

/** The abuses: open ones, those that the answers leave open, and refused ones. */
export function AbuseSection({ probes }: { readonly probes: readonly Probe[] }) {
  const abuses = probes.filter(({ must }) => must === "be-refused");
  if (abuses.length === 0) return null;
  const inState = (state: Probe["state"]) => abuses.filter((probe) => probe.state === state);
  const [open, unknown, refused] = [inState("open"), inState("unknown"), inState("refused")];
  const leftOpen = inState("knowingly-open");
  const tone =
    open.length > 0
      ? "bad"
      : unknown.length > 0
        ? "open"
        : leftOpen.length > 0
          ? "caution"
          : "good";
  return (
    <ReportSection
      title="Abuses"
      summary={
        <StateWord tone={tone}>
          {refused.length} of {abuses.length} refused
        </StateWord>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <Group title="Open" tone="bad" probes={open} />
        <Group title="Not decided" tone="open" probes={unknown} />
        {leftOpen.length > 0 && (
          <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
            <h3 className="font-medium text-sm">
              <StateWord line tone="caution">
                Left open by your answers: {leftOpen.length}
              </StateWord>
            </h3>
            {grouped(leftOpen, mitigationKey).map(([key, own]) => (
              <MitigationCard key={key} probes={own} />
            ))}
          </div>
        )}
        {refused.length > 0 && (
          <Disclosure
            heading={3}
            openAtFirst={false}
            className="-mx-2 px-2"
            head={
              <StateWord line tone="good">
                Refused: {refused.length}
              </StateWord>
            }
          >
            {() => <Probes probes={refused} />}
          </Disclosure>
        )}
      </div>
    </ReportSection>
  );
}

interface GroupProps {
  readonly title: string;
  readonly tone: "bad" | "open";
  readonly probes: readonly Probe[];
}

function Group({ title, tone, probes }: GroupProps) {
  if (probes.length === 0) return null;
  return (
    <div>
      <h3 className="font-medium">
        <StateWord line tone={tone}>
          {title}: {count(probes.length, "abuse")}
        </StateWord>
      </h3>
      <Probes probes={probes} />
    </div>
  );
}

function Probes({ probes }: { readonly probes: readonly Probe[] }) {
  return (
    <LongList items={probes} most={25} noun="abuses" className="-mx-2 px-2">
      {(probe) => (
        <li key={probe.id}>
          <ProbeRow probe={probe} />
        </li>
      )}
    </LongList>
  );
}

function mitigationKey({ mitigation, known }: Probe): string {
  return mitigation?.id ?? known ?? "";
}
