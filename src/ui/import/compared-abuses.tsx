import type { Comparison } from "#import";
import { StateWord } from "../parts/state-word.tsx";
import { LongList } from "../verdict/long-list.tsx";
import { count } from "../wizard/words.ts";

/** The abuses that become impossible with the least policy, and those that no policy of this role closes. */
export function ComparedAbuses({ compared }: { readonly compared: Comparison }) {
  const { impossible, stillOpen, theirs, least } = compared;
  return (
    <section aria-label="What becomes impossible" className="stack gap-1.5">
      <h3 className="font-semibold text-sm">
        {impossible.length === 0
          ? "No abuse becomes impossible"
          : `${count(impossible.length, "abuse")} ${impossible.length === 1 ? "becomes" : "become"} impossible`}
      </h3>
      <div>
        <LongList items={impossible} most={6} noun="abuses" className="stack gap-0.5">
          {({ id, title, about }) => (
            <li key={id}>
              <StateWord line tone="good">
                {title} <span className="text-muted text-xs">({about})</span>
              </StateWord>
            </li>
          )}
        </LongList>
      </div>
      {stillOpen.length > 0 && <StillOpen probes={stillOpen} />}
      <p className="text-muted text-xs">Yours: {theirs.text}</p>
      <p className="text-muted text-xs">Least: {least.text}</p>
    </section>
  );
}

/** What neither closes, each with the answer that does. */
function StillOpen({ probes }: { readonly probes: Comparison["stillOpen"] }) {
  return (
    <div>
      <p className="text-soft text-sm">
        {probes.length === 1 ? "1 stays" : `${probes.length} stay`} open with either:
      </p>
      <LongList items={probes} most={6} noun="abuses" className="stack gap-0.5">
        {({ id, title, closing, known }) => (
          <li key={id}>
            <StateWord line tone="caution">
              {title}. <span className="text-muted text-xs">{closing?.text ?? known}</span>
            </StateWord>
          </li>
        )}
      </LongList>
    </div>
  );
}
