import { FileText } from "lucide-react";
import type { Summary } from "#acquisition";
import { maximumDocumentLength } from "#policy";
import { documentsOf } from "#state";
import type { ClaimResult, Verdict } from "#verdict";
import { errorCount } from "../findings/active-findings.ts";
import { errorSentence } from "../findings/severities.ts";
import { Button } from "../parts/button.tsx";
import { FailedNotice } from "../parts/failed-notice.tsx";
import { Notice } from "../parts/notice.tsx";
import { type StateTone, StateWord } from "../parts/state-word.tsx";
import { useKeyhole } from "../store.tsx";
import { toneOfClaims } from "./claim-section.tsx";
import { documentTitle } from "./names.ts";
import { useVerdict } from "./verdict-context.tsx";

interface SummaryHeadProps {
  readonly summary: Summary;
  /** The claims about the same documents; left out where none are asked: the abuses are counted instead. */
  readonly claims?: readonly ClaimResult[] | "being-decided";
}

/** The verdict in one or two lines, with warnings. */
export function SummaryHead({ summary, claims }: SummaryHeadProps) {
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
          {claims === undefined ? (
            <StateWord line tone={abuseTone(summary)}>
              {abuses}
            </StateWord>
          ) : claims === "being-decided" ? (
            <StateWord line tone="open">
              Deciding claims about all requests…
            </StateWord>
          ) : (
            <StateWord line tone={toneOfClaims(claims)}>
              {claimSentence(claims)}
            </StateWord>
          )}
        </p>
      )}
      {summary.open > 0 && (
        <p className="font-semibold">
          <StateWord line tone="bad">
            {summary.open === 1 ? "1 abuse is open" : `${summary.open} abuses are open`}, and your
            answers do not allow it.
          </StateWord>
        </p>
      )}
      {summary.blocked > 0 && (
        <p className="font-semibold">
          <StateWord line tone="bad">
            A required permission is blocked. See “Required permissions”.
          </StateWord>
        </p>
      )}
    </div>
  );
}

/** The number of the linter's errors: the verdict itself does not report texts that AWS refuses. */
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

/** “14 of 16 claims proved, 2 refuted. 1 rule of yours is refuted.” */
function claimSentence(all: readonly ClaimResult[]): string {
  const claims = all.filter(({ rule }) => rule === undefined);
  const counted = (result: ClaimResult["result"]) =>
    claims.filter((claim) => claim.result === result).length;
  const broken = new Set(
    all.flatMap(({ rule, result }) => (rule !== undefined && result === "refuted" ? rule : [])),
  ).size;
  const rules =
    broken === 0
      ? ""
      : broken === 1
        ? " 1 rule of yours is refuted."
        : ` ${broken} rules of yours are refuted.`;
  const [refuted, undecided] = [counted("refuted"), counted("undecided")];
  const rest = [
    ...(refuted > 0 ? [`${refuted} refuted`] : []),
    ...(undecided > 0 ? [`${undecided} not decided`] : []),
  ];
  return `${[`${counted("proved")} of ${claims.length} claims proved`, ...rest].join(", ")}.${rules}`;
}

/** A notice if the verdict failed or is not about the current documents. */
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
        Keyhole has no verdict on the current documents. If the error persists, reload the page.
        Your work is kept.
      </FailedNotice>
    );
  if (status !== "stale" || !unreadable) return null;
  const { id } = unreadable.generated;
  const start = unreadable.problems[0]?.start ?? 0;
  const isTooLong = unreadable.text.length > maximumDocumentLength;
  return (
    <Notice
      tone="info"
      title="This verdict is outdated"
      actions={
        <Button icon={FileText} onClick={() => showPlace(id, { start, end: start })}>
          Go to the error
        </Button>
      }
    >
      {documentTitle(unreadable, id)} is {isTooLong ? "too long to check" : "not valid JSON"}.
      Keyhole checks the documents again when you correct it.
    </Notice>
  );
}
