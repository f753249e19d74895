import { useCallback } from "react";
import { subjectOf } from "#state";
import type { Checker } from "#worker";
import { useLaterCall } from "../access/use-later-call.ts";
import { useKeyhole } from "../store.tsx";

interface StatementEffectRowsProps {
  readonly documentId: string;
  /** The statement's position in the document, from 0. */
  readonly position: number;
}

/** What a statement lets whom do, and what stops without it: decided by a run without it. */
export function StatementEffectRows({ documentId, position }: StatementEffectRowsProps) {
  const subject = useKeyhole(subjectOf);
  const act = useCallback(
    (checker: Checker) => checker.statementEffect(subject, documentId, position),
    [subject, documentId, position],
  );
  const { result, isCurrent } = useLaterCall(act);
  if (!result || !isCurrent) return null;
  const { sentence, stops, loses, opens } = result;
  return (
    <>
      <dt className="text-muted">Effect</dt>
      <dd>{sentence}</dd>
      <dt className="text-muted">Without it</dt>
      <dd>
        {[
          stops.length > 0 ? `does not work: ${stops.join(", ")}` : "no step of the import stops",
          ...(loses.length > 0 ? [`lost: ${loses.join(", ")}`] : []),
          ...(opens.length > 0 ? [`open: ${opens.slice(0, 3).join(", ")}${more(opens)}`] : []),
        ].join("; ")}
        .
      </dd>
    </>
  );
}

function more({ length }: readonly string[]): string {
  return length > 3 ? ` and ${length - 3} more` : "";
}
