import { FileText } from "lucide-react";
import type { Summary } from "#acquisition";
import { maximumDocumentLength } from "#policy";
import { documentsOf } from "#state";
import type { Verdict } from "#verdict";
import { errorCount } from "../findings/heard.ts";
import { errorSentence } from "../findings/severities.ts";
import { Button } from "../parts/button.tsx";
import { FailedNotice } from "../parts/failed-notice.tsx";
import { Notice } from "../parts/notice.tsx";
import { type StateTone, StateWord } from "../parts/state-word.tsx";
import { useKeyhole } from "../store.tsx";
import { documentTitle } from "./names.ts";
import { useVerdict } from "./verdict-context.tsx";

/** The verdict in a line or two, and how far it can be relied on. */
export function SummaryHead({ summary }: { readonly summary: Summary }) {
  // “Import works: 14 of 14 steps.” and “17 of 17 abuses refused.” each have their own tone.
  const [works = "", abuses] = summary.text.split(/(?<=\.) /);
  return (
    <div role="status" className="grid grid-cols-[minmax(0,1fr)] gap-0.5">
      <p className="font-semibold">
        <StateWord line tone={importTone[summary.works]}>
          {works}
        </StateWord>
      </p>
      {abuses && (
        <p>
          <StateWord line tone={abuseTone(summary)}>
            {abuses}
          </StateWord>
        </p>
      )}
      {summary.open > 0 && (
        <p className="font-semibold">
          <StateWord line tone="bad">
            {summary.open === 1 ? "1 abuse is open" : `${summary.open} abuses are open`}, and no
            answer of yours asks for that.
          </StateWord>
        </p>
      )}
      {summary.blocked > 0 && (
        <p className="font-semibold">
          <StateWord line tone="bad">
            Somebody is locked out: see “Must stay possible”.
          </StateWord>
        </p>
      )}
    </div>
  );
}

/** The verdict takes the text as it reads; what AWS would not take at all is the linter's to say. */
export function ErrorLine({ findings }: Pick<Verdict, "findings">) {
  const ignored = useKeyhole((state) => state.ignored);
  const errors = errorCount(findings, ignored);
  if (errors === 0) return null;
  return (
    <p className="font-semibold">
      <StateWord line tone="bad">
        {errorSentence(errors)}
      </StateWord>
    </p>
  );
}

const importTone: Readonly<Record<Summary["works"], StateTone>> = {
  works: "good",
  stops: "bad",
  "stops-by-answer": "caution",
  unknown: "open",
  empty: "open",
};

function abuseTone(summary: Summary): StateTone {
  if (summary.open > 0) return "caution";
  const decided = summary.abusesRefused + summary.knowinglyOpen;
  if (decided < summary.abuses) return "open";
  return summary.knowinglyOpen > 0 ? "caution" : "good";
}

/** Said where the verdict is not, or not yet, about the documents as they stand. */
export function StatusNotice() {
  const status = useVerdict((state) => state.status);
  const check = useVerdict((state) => state.check);
  const unreadable = useKeyhole((state) =>
    documentsOf(state).find(({ problems }) => problems.length > 0),
  );
  const showPlace = useKeyhole((state) => state.showPlace);
  if (status === "failed")
    return (
      <FailedNotice title="The checker failed" onRetry={check}>
        Nothing is known about the documents as they stand. If trying again does not help, reload
        the page: your work is kept.
      </FailedNotice>
    );
  if (status !== "stale" || !unreadable) return null;
  const { id } = unreadable.generated;
  const start = unreadable.problems[0]?.start ?? 0;
  const isTooLong = unreadable.text.length > maximumDocumentLength;
  return (
    <Notice
      tone="info"
      title="The last verdict, not the present one"
      actions={
        <Button icon={FileText} onClick={() => showPlace(id, { start, end: start })}>
          Go to the error
        </Button>
      }
    >
      {documentTitle(unreadable, id)} is {isTooLong ? "too long to check" : "not valid JSON"}. It is
      checked again as soon as that is corrected.
    </Notice>
  );
}
