import type { Comparison } from "#import";
import { StateWord } from "../parts/state-word.tsx";
import { LongList } from "../verdict/long-list.tsx";
import { count } from "../wizard/words.ts";

/** The abuses that the least policy refuses, and those that no policy of this role refuses. */
export function ComparedAbuses({ compared }: { readonly compared: Comparison }) {
  const { impossible, stillOpen, theirs, least } = compared;
  return (
    <section aria-label="Abuses that the least policy refuses" className="stack gap-1.5">
      <h3 className="font-semibold text-sm">
        {impossible.length === 0
          ? "The least policy refuses no more abuses"
          : `The least policy refuses ${count(impossible.length, "more abuse")}`}
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
      <p className="text-muted text-xs">Your policies: {theirs.text}</p>
      <p className="text-muted text-xs">Least policy: {least.text}</p>
    </section>
  );
}

/** The abuses that both policies allow, each with the answer that closes it. */
function StillOpen({ probes }: { readonly probes: Comparison["stillOpen"] }) {
  return (
    <div>
      <p className="text-soft text-sm">
        {count(probes.length, "abuse")} {probes.length === 1 ? "is" : "are"} open with both:
      </p>
      <LongList items={probes} most={6} noun="abuses" className="stack gap-0.5">
        {({ id, title, mitigation, known }) => (
          <li key={id}>
            <StateWord line tone="caution">
              {title}. <span className="text-muted text-xs">{mitigation?.text ?? known}</span>
            </StateWord>
          </li>
        )}
      </LongList>
    </div>
  );
}
