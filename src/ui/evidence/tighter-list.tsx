import type { TighterAnswer } from "#evidence";
import { Button } from "../parts/button.tsx";
import { StateWord } from "../parts/state-word.tsx";
import { useKeyhole } from "../store.tsx";

/** The answers that allow less: each with what would stop, of the log and of the import, and a button that gives it. */
export function TighterList({ tighter }: { readonly tighter: readonly TighterAnswer[] }) {
  const answer = useKeyhole((state) => state.answer);
  if (tighter.length === 0) return null;
  return (
    <section aria-label="Tighten to what was seen">
      <h3 className="mb-1 font-medium text-soft text-sm">Tighten to what was seen</h3>
      <ul className="stack gap-2">
        {tighter.map(({ id, question, answer: words, stopsSeen, stopsSteps, scenario }) => (
          <li key={id} className="flex flex-wrap items-start gap-2 text-sm">
            <div className="min-w-0 flex-1">
              <p>
                {question}: {words}
              </p>
              <p className="[overflow-wrap:anywhere]">
                <StateWord line tone={stopsSeen.length === 0 ? "good" : "bad"}>
                  {stopsSeen.length === 0
                    ? "No call of the log stops"
                    : `Stops calls of the log: ${stopsSeen.slice(0, 3).join(", ")}${stopsSeen.length > 3 ? " …" : ""}`}
                </StateWord>
              </p>
              {stopsSteps.length > 0 && (
                <p className="text-muted text-xs">The import stops at: {stopsSteps.join(", ")}.</p>
              )}
            </div>
            <Button disabled={stopsSeen.length > 0} onClick={() => answer(() => scenario)}>
              Give this answer
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
