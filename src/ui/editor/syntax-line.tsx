import { CircleAlert } from "lucide-react";
import type { Finding } from "#engine";
import type { SyntaxProblem } from "#policy";
import { findingAt } from "../findings/active-findings.ts";
import { severityCounts, severityTones } from "../findings/severities.ts";
import { StateWord } from "../parts/state-word.tsx";
import { Worded } from "../parts/worded.tsx";
import { unfinishedAnswer } from "../status/unfinished-answer.ts";
import { useKeyhole } from "../store.tsx";
import { count } from "../wizard/words.ts";

interface SyntaxLineProps {
  readonly text: string;
  readonly problems: readonly SyntaxProblem[];
  readonly findings: readonly Finding[];
  readonly cursor: number;
  readonly onGoTo: ((offset: number) => void) | undefined;
}

/**
 * Whether the text is JSON, the finding at the cursor, and how to leave the editor by keyboard. It always has one line, so
 * that the layout does not move.
 */
export function SyntaxLine({ text, problems, findings, cursor, onGoTo }: SyntaxLineProps) {
  const [first] = problems;
  const here = findingAt(findings, cursor);
  return (
    <div className="row-start-4 flex h-7 items-center justify-between gap-3 border-line border-t bg-canvas px-3">
      <div role="status" className="flex min-w-0 items-center gap-2 whitespace-nowrap">
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
        ) : here ? (
          <FindingHere finding={here} />
        ) : (
          <Overview findings={findings} />
        )}
      </div>
      <p className="hidden min-w-0 truncate text-muted text-xs sm:block">
        Leave the editor by keyboard: <kbd>{tabKeys}</kbd>, then <kbd>Tab</kbd>
      </p>
    </div>
  );
}

function FindingHere({ finding: { severity, message } }: { readonly finding: Finding }) {
  return (
    <>
      <StateWord tone={severityTones[severity]}>{severity}</StateWord>
      <span data-tip={message} className="min-w-0 truncate text-xs">
        <Worded>{message}</Worded>
      </span>
    </>
  );
}

function Overview({ findings }: { readonly findings: readonly Finding[] }) {
  const [worst] = severityCounts(findings);
  const scenario = useKeyhole((state) => state.scenario);
  const drafts = useKeyhole((state) => state.drafts);
  const earlier = unfinishedAnswer({ scenario, drafts });
  return (
    <>
      {earlier?.shown ? (
        <StateWord tone="caution">
          <span className="truncate">Shows an earlier answer: {earlier.shown}</span>
        </StateWord>
      ) : (
        // Not in green: valid text can stop the import.
        <span className="text-muted text-xs">Valid JSON</span>
      )}
      {worst && (
        <span className="flex shrink-0 items-center gap-2">
          <StateWord tone={severityTones[worst.severity]}>
            {count(findings.length, "finding")}
          </StateWord>
          <span className="text-muted text-xs max-sm:hidden">
            <kbd>F8</kbd>: next
          </span>
        </span>
      )}
    </>
  );
}

/** The keys of Monaco's command that makes Tab move the focus. */
const tabKeys = /Mac/.test(navigator.userAgent) ? "Ctrl+Shift+M" : "Ctrl+M";

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
