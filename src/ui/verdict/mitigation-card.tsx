import { canChoose, chooseMitigation, type Mitigation, type Probe } from "#acquisition";
import type { ClaimResult } from "#verdict";
import { Button } from "../parts/button.tsx";
import { useKeyhole } from "../store.tsx";
import { count } from "../wizard/words.ts";
import { Disclosure } from "./disclosure.tsx";
import { LongList } from "./long-list.tsx";
import { ProbeRow } from "./probe-row.tsx";
import { useGoToQuestion } from "./use-go-to-question.ts";
import { useVerdictView } from "./verdict-view.ts";

/** Abuses that the same answer closes, or that no answer closes: what to do, and the list of abuses. */
export function MitigationCard({ probes }: { readonly probes: readonly Probe[] }) {
  const [first] = probes;
  if (!first) return null;
  const { mitigation, known } = first;
  return (
    <article className="rounded-md border border-line px-2.5 pt-2 pb-1">
      <div className="flex items-start justify-between gap-2">
        <p className="min-w-0 text-sm">{mitigation?.text ?? known}</p>
        <div className="flex shrink-0 flex-wrap justify-end gap-1.5">
          <WatchButton probes={probes} claims={[]} />
          {mitigation && <CloseButton mitigation={mitigation} />}
        </div>
      </div>
      <Disclosure
        openAtFirst={false}
        className="-mx-1"
        head={
          <span className="text-muted text-xs">
            {mitigation ? "Closes " : ""}
            {count(probes.length, "abuse")}
          </span>
        }
      >
        {() => (
          <LongList items={probes} most={25} noun="abuses" className="ml-1 pb-1">
            {(probe) => (
              <li key={probe.id}>
                <ProbeRow probe={probe} />
              </li>
            )}
          </LongList>
        )}
      </Disclosure>
    </article>
  );
}

interface WatchButtonProps {
  readonly probes: readonly Probe[];
  readonly claims: readonly ClaimResult[];
}

/** Opens the rules and queries that show what stays open. */
export function WatchButton(props: WatchButtonProps) {
  const open = useVerdictView((view) => view.open);
  return (
    <Button
      aria-haspopup="dialog"
      tip="The CloudTrail events that show it, as a rule and as queries."
      onClick={() => open({ kind: "watch", ...props })}
    >
      Watch for it
    </Button>
  );
}

/** Gives the answer that closes an abuse, or goes to the question that only the user can answer. */
export function CloseButton({ mitigation }: { readonly mitigation: Mitigation }) {
  const answer = useKeyhole((state) => state.answer);
  const goTo = useGoToQuestion();
  if (canChoose(mitigation.id))
    return (
      <Button
        aria-label={`Apply: ${mitigation.text}`}
        tip="Changes the answer. Undo reverts it."
        onClick={() => answer((scenario) => chooseMitigation(scenario, mitigation.id))}
      >
        Apply
      </Button>
    );
  return (
    <Button
      aria-label={`Answer: ${mitigation.text}`}
      tip="Only you know the answer."
      onClick={() => goTo(mitigation.path)}
    >
      Answer
    </Button>
  );
}
