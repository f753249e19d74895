import { ClipboardCopy, GitCompareArrows, VenetianMask } from "lucide-react";
import { reportFindings, verdictAsMarkdown } from "#export";
import type { Subject } from "#state";
import type { Verdict } from "#verdict";
import { useCopy } from "../editor/use-copy.ts";
import { errorCount } from "../findings/active-findings.ts";
import { errorSentence } from "../findings/severities.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { useKeyholeStore } from "../store.tsx";
import { documentTitles } from "./names.ts";
import { useVerdictView } from "./verdict-view.ts";

interface VerdictActionsProps {
  readonly verdict: Verdict;
  readonly verified: Subject;
}

/** At 1440 px all commands fit on one row. */
const narrow = "px-1.5!";

/** The commands for the verdict. */
export function VerdictActions({ verdict, verified }: VerdictActionsProps) {
  const open = useVerdictView((view) => view.open);
  const store = useKeyholeStore();
  const { said, refused, copy } = useCopy();
  const copyMarkdown = () => {
    const { ignored, ...work } = store.getState();
    const titles = documentTitles(work);
    const errors = errorCount(verdict.findings, ignored);
    const report = {
      ...verdict,
      summary: [verdict.summary.text, ...(errors > 0 ? [errorSentence(errors)] : [])],
      findings: reportFindings(verdict.findings, verified.documents, ignored),
    };
    return copy(
      verdictAsMarkdown(verified.scenario, report, (id) => titles.get(id) ?? id),
      "the verdict as Markdown",
    );
  };
  return (
    <div className="flex flex-wrap items-center gap-1">
      <Button
        className={narrow}
        aria-haspopup="dialog"
        tip="Check any request against the documents"
        onClick={() => open({ kind: "ask", request: null })}
      >
        Check request
      </Button>
      <Button
        className={narrow}
        aria-haspopup="dialog"
        tip="Paste a CloudTrail event or an AWS error message"
        onClick={() => open({ kind: "denial" })}
      >
        Explain a denial
      </Button>
      <div className="ml-auto flex">
        <IconButton
          label="Compare with a file or link"
          icon={GitCompareArrows}
          aria-haspopup="dialog"
          onClick={() => open({ kind: "compare" })}
        />
        <IconButton
          label="Copy the verdict as Markdown"
          icon={ClipboardCopy}
          onClick={() => void copyMarkdown()}
        />
        <IconButton
          label="Share with replaced names"
          icon={VenetianMask}
          aria-haspopup="dialog"
          onClick={() => open({ kind: "replaced" })}
        />
      </div>
      <p
        role="status"
        className={`w-full text-xs empty:hidden ${refused ? "text-refused" : "text-muted"}`}
      >
        {said}
      </p>
    </div>
  );
}
