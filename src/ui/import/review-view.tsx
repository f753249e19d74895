import { useState } from "react";
import { type MergedDocument, withCompleteRoles } from "#import";
import { subjectOf } from "#state";
import { Button } from "../parts/button.tsx";
import { FailedNotice } from "../parts/failed-notice.tsx";
import { Notice } from "../parts/notice.tsx";
import { ProgressLine } from "../parts/progress-line.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { useKeyhole, useKeyholeStore } from "../store.tsx";
import { count } from "../wizard/words.ts";
import { CompleteOffer, useWholeOwners } from "./complete-offer.tsx";
import { DialogFooter, dialogBody } from "./dialog-footer.tsx";
import { DriftView } from "./drift-view.tsx";
import { Effects } from "./effects.tsx";
import { type ImportedRow, importStore } from "./import-store.ts";
import { MergeChanges } from "./merge-changes.tsx";
import { MergedView } from "./merged-view.tsx";
import { usePresentPolicies } from "./present-policies.ts";
import { type Incoming, useMerged } from "./use-merged.ts";
import { useTitles } from "./use-titles.ts";

interface ReviewViewProps {
  readonly rows: readonly ImportedRow[];
  readonly onBack: () => void;
  readonly onApplied: () => void;
}

/** Shows the merged documents, and applies all of them as one change. */
export function ReviewView({ rows, onBack, onApplied }: ReviewViewProps) {
  const { incoming, merged, findings, progress, retry } = useMerged(rows);
  const title = useTitles();
  const edit = useKeyhole((state) => state.edit);
  const show = useKeyhole((state) => state.show);
  const showPart = useKeyhole((state) => state.showPart);
  const showPlace = useKeyhole((state) => state.showPlace);
  const store = useKeyholeStore();
  const present = usePresentPolicies(useKeyhole(subjectOf));
  const documents = merged?.documents ?? [];
  const answer = useKeyhole((state) => state.answer);
  const wholeOwners = useWholeOwners(rows);
  const [isComplete, setIsComplete] = useState(false);
  const apply = () => {
    const group = `import ${performance.now()}`;
    for (const { documentId, text } of documents) edit(documentId, text, group);
    if (isComplete && wholeOwners.length > 0)
      answer((now) => withCompleteRoles(now, wholeOwners), group);
    showPart("documents");
    const open = firstUnresolved(documents, incoming);
    const [first] = documents;
    // The user has to replace placeholders next: the editor shows the first.
    if (open) showPlace(open.documentId, open);
    else if (first) show(first.documentId);
    importStore.getState().apply(store.getState().workId, present);
    importStore.getState().clear();
    onApplied();
  };
  return (
    <div className={dialogBody}>
      {merged ? (
        <>
          <Effects merged={merged} />
          {merged.failed.map(({ documentId, message }) => (
            <Notice key={documentId} tone="problem" title={`Not merged: ${title(documentId)}`}>
              {message}
            </Notice>
          ))}
          <DriftView rows={rows} />
          <MergeChanges incoming={incoming} merged={merged} />
          {documents.map((document) => (
            <MergedView
              key={document.documentId}
              document={document}
              incoming={incoming.find(({ documentId }) => documentId === document.documentId)}
              title={title(document.documentId)}
              findings={findings[document.documentId] ?? []}
            />
          ))}
        </>
      ) : retry ? (
        <FailedNotice title="The policies were not merged" onRetry={retry}>
          The checker does not answer, or its code could not be loaded. Your documents are
          unchanged.
        </FailedNotice>
      ) : (
        <>
          {progress && progress.of > 0 && (
            <ProgressLine label="Merging the statements" done={progress.done} of={progress.of} />
          )}
          <Skeleton label="Merging" lines={[40, 70, 85, 60, 75]} />
        </>
      )}
      {merged && <CompleteOffer owners={wholeOwners} on={isComplete} onTick={setIsComplete} />}
      <DialogFooter summary="Nothing has changed yet.">
        <Button onClick={onBack}>Back</Button>
        <Button tone="primary" disabled={documents.length === 0} onClick={apply}>
          Apply to {count(documents.length, "document")}
        </Button>
      </DialogFooter>
    </div>
  );
}

/** The first placeholder that is still in a document. */
function firstUnresolved(documents: readonly MergedDocument[], incoming: readonly Incoming[]) {
  for (const { documentId, text } of documents) {
    const own = incoming.find((one) => one.documentId === documentId);
    for (const { placeholder } of own?.unresolved ?? []) {
      const start = text.indexOf(placeholder);
      if (start >= 0) return { documentId, start, end: start + placeholder.length };
    }
  }
  return undefined;
}
