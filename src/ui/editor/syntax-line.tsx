import { CircleAlert } from "lucide-react";
import type { SyntaxProblem } from "#policy";
import { StateWord } from "../parts/state-word.tsx";

interface SyntaxLineProps {
  readonly text: string;
  readonly problems: readonly SyntaxProblem[];
  readonly onGoTo: ((offset: number) => void) | undefined;
}

/** Whether the text is JSON, and how to leave the editor by keyboard: always one line, so that nothing jumps. */
export function SyntaxLine({ text, problems, onGoTo }: SyntaxLineProps) {
  const [first] = problems;
  return (
    <div className="row-start-4 flex h-7 items-center justify-between gap-3 border-line border-t bg-canvas px-3">
      <div role="status" className="flex min-w-0">
        {first ? (
          <button
            type="button"
            onClick={() => onGoTo?.(first.start)}
            className="flex min-w-0 items-center gap-1 text-refused text-xs hover:underline"
          >
            <CircleAlert aria-hidden size={13} className="shrink-0" />
            <span className="truncate">
              Line {lineOf(text, first.start)}: {first.message}
              {problems.length > 1 && ` (and ${problems.length - 1} more)`}
            </span>
          </button>
        ) : (
          <StateWord tone="good">Valid JSON</StateWord>
        )}
      </div>
      <p className="hidden shrink-0 text-muted text-xs sm:block">
        Leave the editor by keyboard: <kbd>{tabKeys}</kbd>, then <kbd>Tab</kbd>
      </p>
    </div>
  );
}

/** The keys of Monaco's own switch for what Tab does. */
const tabKeys = /Mac/.test(navigator.userAgent) ? "Ctrl+Shift+M" : "Ctrl+M";

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
