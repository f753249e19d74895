import type { Probe } from "#acquisition";
import { StateWord } from "../parts/state-word.tsx";
import { probeLooks } from "../verdict/states.ts";

/** What the platform role reaches beyond the list, and what stays out of reach: as the authorizer decides it. */
export function BeyondList({ beyond }: { readonly beyond: readonly Probe[] }) {
  if (beyond.length === 0) return null;
  return (
    <div className="stack gap-1">
      <h4 className="font-medium text-soft text-sm">What it allows beyond your list</h4>
      <ul className="stack gap-1">
        {kindsIn(beyond).map((probes) => (
          <Abuse key={probes[0]?.id} probes={probes} />
        ))}
      </ul>
      <p className="text-muted text-xs">
        Decided for keys and roles whose own policy lets the platform role in. Where it does not,
        they stay out of reach.
      </p>
    </div>
  );
}

function Abuse({ probes }: { readonly probes: readonly Probe[] }) {
  const [first] = probes;
  if (!first) return null;
  const { tone, word } = probeLooks[first.state];
  // The other mitigation is the way back, which does not fit.
  const mitigation = first.mitigation?.id === "organization-id" ? first.mitigation.text : undefined;
  return (
    <li>
      <StateWord line tone={tone}>
        <span className="text-text">{first.title}: </span>
        {word}
        {mitigation && <span className="text-muted text-xs"> {mitigation}</span>}
      </StateWord>
    </li>
  );
}

/** The same abuse in each region, and with each role, is one line. */
function kindsIn(probes: readonly Probe[]): readonly (readonly Probe[])[] {
  const kinds = new Map<string, Probe[]>();
  for (const probe of probes) {
    const kind = `${probe.state} ${probe.title}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), probe]);
  }
  return [...kinds.values()];
}
