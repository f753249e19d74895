import { useCallback, useMemo } from "react";
import { generatedOf, type Subject } from "#state";
import type { Checker } from "#worker";
import { ReportSection } from "../parts/report-section.tsx";
import { ChangesView, ChangesWord } from "./changes-view.tsx";
import { CheckerResult } from "./checker-result.tsx";
import { useLaterCall } from "./use-later-call.ts";

/** What the edited documents allow and the generated ones do not, and the reverse; nothing without edits. */
export function ChangesSection({ verified }: { readonly verified: Subject }) {
  const before = useMemo(() => {
    const edited = new Map(verified.documents.map(({ id, text }) => [id, text]));
    const generated = generatedOf(verified.scenario);
    return Object.fromEntries(
      generated
        .filter(({ id, text }) => edited.has(id) && edited.get(id) !== text)
        .map(({ id, text }) => [id, [text]]),
    );
  }, [verified]);
  return Object.keys(before).length === 0 ? null : <Compared verified={verified} before={before} />;
}

interface ComparedProps {
  readonly verified: Subject;
  readonly before: Readonly<Record<string, readonly string[]>>;
}

function Compared({ verified, before }: ComparedProps) {
  const compare = useCallback(
    (checker: Checker) => checker.changes(verified, { before }),
    [verified, before],
  );
  const call = useLaterCall(compare);
  return (
    <ReportSection title="What changed" summary={call.result && <ChangesWord {...call.result} />}>
      <CheckerResult
        call={call}
        doing="Comparing"
        failed="The documents were not compared"
        className="stack gap-2"
      >
        {(changes) => (
          <>
            <p className="text-muted text-xs">
              Your edits, compared with the generated documents over all requests.
            </p>
            <ChangesView changes={changes} sameAs="the generated document" />
          </>
        )}
      </CheckerResult>
    </ReportSection>
  );
}
