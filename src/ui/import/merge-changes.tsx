import { useCallback, useMemo } from "react";
import type { Merged } from "#import";
import { subjectOf } from "#state";
import type { Checker } from "#worker";
import { ComparedTexts } from "../access/compared-texts.tsx";
import { useKeyhole } from "../store.tsx";
import type { Incoming } from "./use-merged.ts";

interface MergeChangesProps {
  readonly incoming: readonly Incoming[];
  readonly merged: Merged;
}

/** Exactly what the merged documents allow and the imported policies do not, and the reverse. */
export function MergeChanges({ incoming, merged }: MergeChangesProps) {
  const subject = useKeyhole(subjectOf);
  const sides = useMemo(() => {
    const ids = new Set(merged.documents.map(({ documentId }) => documentId));
    const theirs = incoming.filter(({ documentId }) => ids.has(documentId));
    return {
      before: Object.fromEntries(theirs.map((one) => [one.documentId, one.theirs])),
      after: Object.fromEntries(merged.documents.map((one) => [one.documentId, [one.text]])),
    };
  }, [incoming, merged]);
  const compare = useCallback(
    (checker: Checker) => checker.changes(subject, sides),
    [subject, sides],
  );
  return (
    <ComparedTexts title="What the merge adds" compare={compare} sameAs="the imported policy">
      The merged documents, compared with the imported policies over all requests.
    </ComparedTexts>
  );
}
