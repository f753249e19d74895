import type { Probe } from "#acquisition";
import { ReportSection } from "../parts/report-section.tsx";
import { StateWord } from "../parts/state-word.tsx";
import { LongList } from "./long-list.tsx";
import { ProbeRow } from "./probe-row.tsx";

/** The permissions that the key's account and administrators must keep. */
export function RequiredSection({ probes }: { readonly probes: readonly Probe[] }) {
  const needed = probes.filter(({ must }) => must === "be-allowed");
  if (needed.length === 0) return null;
  const blocked = needed.filter(({ state }) => state === "blocked");
  const rest = needed.filter(({ state }) => state !== "blocked");
  const unknown = rest.some(({ state }) => state === "unknown");
  return (
    <ReportSection
      title="Required permissions"
      summary={
        <StateWord tone={blocked.length > 0 ? "bad" : unknown ? "open" : "good"}>
          {blocked.length > 0
            ? `${blocked.length} of ${needed.length} blocked`
            : unknown
              ? "not decided"
              : `${needed.length} of ${needed.length} allowed`}
        </StateWord>
      }
    >
      <LongList items={[...blocked, ...rest]} most={8} noun="permissions" className="-mx-2 px-2">
        {(probe) => (
          <li key={probe.id}>
            <ProbeRow probe={probe} />
          </li>
        )}
      </LongList>
    </ReportSection>
  );
}
