import type { Probe } from "#acquisition";
import { StateWord } from "../parts/state-word.tsx";
import { probeLooks } from "../verdict/states.ts";

/** What the authorizer allows and refuses to the platform role beyond the user's list. */
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
        These results assume that the policy of the key or role allows the platform role. Other keys
        and roles are refused.
      </p>
    </div>
  );
}

function Abuse({ probes }: { readonly probes: readonly Probe[] }) {
  const [first] = probes;
  if (!first) return null;
  const { tone, word } = probeLooks[first.state];
  // The other mitigation is to name each key, which exceeds the limit.
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

/** Groups abuses with the same title: one abuse in several regions or with several roles is one line. */
function kindsIn(probes: readonly Probe[]): readonly (readonly Probe[])[] {
  const kinds = new Map<string, Probe[]>();
  for (const probe of probes) {
    const kind = `${probe.state} ${probe.title}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), probe]);
  }
  return [...kinds.values()];
}
