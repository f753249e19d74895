import type { DecidedRequest, RequestPlace } from "#acquisition";
import { type StateTone, StateWord } from "../parts/state-word.tsx";
import { StatementButtons } from "./statement-buttons.tsx";
import { useVerdictView } from "./verdict-view.ts";

interface RequestRowProps {
  readonly place: RequestPlace;
  readonly decided: DecidedRequest;
  readonly label: string;
  readonly tone: StateTone;
  readonly word: string;
}

/** One request with its outcome; a click shows the full reason. */
export function RequestRow({ place, decided, label, tone, word }: RequestRowProps) {
  const open = useVerdictView((view) => view.open);
  const { why, request } = decided;
  return (
    <li>
      <button
        type="button"
        aria-haspopup="dialog"
        data-tip="Show the full reason"
        onClick={() => open({ kind: "why", place, action: request.action })}
        className="flex w-full items-baseline justify-between gap-2 rounded-md px-1.5 py-0.5 text-left text-xs hover:bg-canvas"
      >
        <span className="min-w-0 break-words">{label}</span>
        <span className="shrink-0">
          <StateWord tone={tone}>{word}</StateWord>
        </span>
      </button>
      {why && (
        <div className="stack gap-1 px-1.5 pb-1">
          <p className="break-words text-soft text-xs">{why.sentence}</p>
          <StatementButtons places={why.places} />
          <button
            type="button"
            aria-haspopup="dialog"
            onClick={() => open({ kind: "why", place, action: request.action })}
            className="justify-self-start font-medium text-accent text-xs hover:underline"
          >
            Full trace
          </button>
        </div>
      )}
    </li>
  );
}
