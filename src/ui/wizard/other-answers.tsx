import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import type { Scenario } from "#scenario";
import type { Consequence } from "#verdict";
import { OutcomeWord } from "../guide/consequence-view.tsx";
import { useKeyhole } from "../store.tsx";
import { Disclosure } from "../verdict/disclosure.tsx";
import { useChecking } from "../verdict/verdict-context.tsx";
import { answerEffect } from "./answer-effect.ts";
import { count } from "./words.ts";

/** Milliseconds after the last change of an answer: typing must not wait for these runs. */
const decideAfter = 700;

/** Another answer to the question. */
export interface OtherAnswer {
  readonly label: string;
  readonly change: (scenario: Scenario) => Scenario;
}

/** The props of the effect of other answers. */
export interface OtherAnswersProps {
  /** All but the present one; the same array as long as nothing changes. */
  readonly answers: readonly OtherAnswer[];
}

/** What each other answer to a question would change: where the import would stop, which abuses it closes and opens. */
export function OtherAnswers({ answers }: OtherAnswersProps) {
  const box = useRef<HTMLDivElement>(null);
  const consequences = useDecided(box, answers);
  const now = consequences?.[0];
  const rows = answers.map(({ label }, index) => {
    const then = consequences?.[index + 1];
    return { label, then, effect: now && then && answerEffect(now, then) };
  });
  return (
    <div ref={box} className="stack gap-1">
      <p className="text-muted text-xs">Another answer, without your edits, for the first key:</p>
      <ul>
        {rows.map(({ label, then, effect }) => (
          <li key={label} className="flex h-5 items-center gap-2 text-xs">
            <span className="min-w-0 flex-1 truncate text-soft">{label}</span>
            <OutcomeWord consequence={then} />
            {effect && <span className="shrink-0 text-soft">{abuseWords(effect)}</span>}
          </li>
        ))}
      </ul>
      <Disclosure
        openAtFirst={false}
        className="text-xs"
        head={<span className="text-muted">Which steps and abuses</span>}
      >
        {() => (
          <dl className="stack ml-[18px] gap-1.5">
            {rows.map(({ label, effect }) => (
              <div key={label}>
                <dt className="font-medium text-soft">{label}</dt>
                {!effect && <dd className="text-muted">checking…</dd>}
                {effect?.stop && (
                  <dd>
                    Stops at step {effect.stop.number}: {effect.stop.title}
                  </dd>
                )}
                {effect?.closes.map((title) => (
                  <dd key={title}>Closes: {title}</dd>
                ))}
                {effect?.opens.map((title) => (
                  <dd key={title} className="text-caution">
                    Opens: {title}
                  </dd>
                ))}
                {effect && !effect.stop && effect.closes.length + effect.opens.length === 0 && (
                  <dd className="text-muted">The same steps and abuses as now.</dd>
                )}
              </div>
            ))}
          </dl>
        )}
      </Disclosure>
    </div>
  );
}

function abuseWords({ closes, opens }: ReturnType<typeof answerEffect>): string {
  const words = [
    closes.length > 0 ? `closes ${count(closes.length, "abuse")}` : "",
    opens.length > 0 ? `opens ${count(opens.length, "abuse")}` : "",
  ].filter((word) => word !== "");
  return words.length > 0 ? words.join(", ") : "same abuses";
}

/** The consequences of the present answers and of each other one; `undefined` until all are decided, or out of sight. */
function useDecided(
  box: RefObject<HTMLElement | null>,
  answers: readonly OtherAnswer[],
): readonly Consequence[] | undefined {
  const { checker } = useChecking();
  const scenario = useKeyhole((state) => state.scenario);
  const isInSight = useIsInSight(box);
  const alternatives = useMemo(
    () => [scenario, ...answers.map(({ change }) => change(scenario))],
    [scenario, answers],
  );
  const [decided, setDecided] = useState<{
    readonly of: typeof alternatives;
    readonly consequences: readonly Consequence[];
  }>();
  useEffect(() => {
    if (!isInSight) return;
    let isCurrent = true;
    const decide = async () => {
      const { consequence } = await checker();
      const consequences: Consequence[] = [];
      for (const alternative of alternatives) {
        if (!isCurrent) return;
        consequences.push(await consequence({ scenario: alternative }));
      }
      if (isCurrent) setDecided({ of: alternatives, consequences });
    };
    // Without the checker nothing is said here; the verdict says that it failed.
    const timer = setTimeout(() => void decide().catch(() => undefined), decideAfter);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [alternatives, checker, isInSight]);
  return decided?.of === alternatives ? decided.consequences : undefined;
}

function useIsInSight(box: RefObject<HTMLElement | null>): boolean {
  const [isInSight, setIsInSight] = useState(false);
  useEffect(() => {
    if (!box.current) return;
    const observer = new IntersectionObserver((entries) =>
      setIsInSight(entries.at(-1)?.isIntersecting ?? false),
    );
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box]);
  return isInSight;
}
