import type { StatementPlace } from "#acquisition";
import type { Trace } from "#engine";
import { type StateTone, StateWord } from "../parts/state-word.tsx";
import { StatementButtons } from "./statement-buttons.tsx";
import type { OutcomeName } from "./states.ts";
import { TraceView } from "./trace-view.tsx";

interface OutcomeViewProps {
  readonly outcome: OutcomeName;
  readonly sentence: string;
  readonly places: readonly StatementPlace[];
  readonly trace: Trace;
  readonly tracePlaces: readonly (StatementPlace | undefined)[];
}

const tones: Readonly<Record<OutcomeName, StateTone>> = {
  allowed: "good",
  "explicitly-denied": "bad",
  "implicitly-denied": "bad",
  unknown: "open",
  "not-judged": "open",
};

interface OutcomeSentenceProps {
  readonly outcome: OutcomeName;
  readonly sentence: string;
}

/** An outcome and its reason. The outcome at the start of “Denied: no identity policy …” is bold. */
export function OutcomeSentence({ outcome, sentence }: OutcomeSentenceProps) {
  const [, head = sentence, rest] = /^([^:]{1,20}): (.+)$/s.exec(sentence) ?? [];
  return (
    <StateWord line tone={tones[outcome]}>
      <span className="break-words">
        <span className="font-semibold">{head}</span>
        {rest && <span className="text-text">: {rest}</span>}
      </span>
    </StateWord>
  );
}

/** The decision about a request: the outcome, the reason, and the effect of each statement. */
export function OutcomeView({ outcome, sentence, places, trace, tracePlaces }: OutcomeViewProps) {
  return (
    <>
      <div role="status" className="grid grid-cols-[minmax(0,1fr)] gap-1">
        <OutcomeSentence outcome={outcome} sentence={sentence} />
        <StatementButtons places={places} />
      </div>
      <TraceView trace={trace} places={tracePlaces} />
    </>
  );
}
