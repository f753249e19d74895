import type { CheckResult } from "../check/result.ts";
import { version } from "../version.ts";

/** What `check --format json` prints: the verdict as `verify` gives it, with the findings at their places. */
export function checkAsJson({ work, verdict, findings, fallsShort }: CheckResult): string {
  const { status, summary, steps, probes, otherUsers, claims, regions, beyond } = verdict;
  const documents = work.documents.map(({ id, kind, account, region, from, place }) => ({
    ...{ id, kind, account, region, from },
    path: place?.path,
  }));
  return `${JSON.stringify(
    {
      keyhole: version,
      ...{
        fallsShort,
        status,
        summary,
        steps,
        otherUsers,
        claims,
        beyond,
        probes,
        regions,
        findings,
        documents,
      },
      answers: work.answersFrom,
      notes: work.notes,
    },
    null,
    2,
  )}\n`;
}
