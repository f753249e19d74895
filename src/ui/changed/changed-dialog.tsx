import { documentsOf } from "#state";
import { TextDiff } from "../import/text-diff.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { useKeyhole } from "../store.tsx";
import { documentTitle } from "../verdict/names.ts";
import { type ChangedText, changedSentence } from "./changed-texts.ts";

interface ChangedDialogProps {
  readonly changed: readonly ChangedText[];
  readonly onClose: () => void;
}

/** The changes of documents out of sight, one diff each. */
export function ChangedDialog({ changed, onClose }: ChangedDialogProps) {
  const documents = useKeyhole(documentsOf);
  const show = useKeyhole((state) => state.show);
  const showPart = useKeyhole((state) => state.showPart);
  const open = (id: string) => {
    onClose();
    showPart("documents");
    show(id);
  };
  return (
    <Dialog title={changedSentence(changed)} width={760} onClose={onClose}>
      <div className="stack gap-4">
        {changed.map(({ id, before, after }) => {
          const document = documents.find(({ generated }) => generated.id === id);
          const title = documentTitle(document, id);
          return (
            <section key={id} aria-label={title} className="stack gap-1.5">
              <div className="flex items-center justify-between gap-2">
                <h3 className="min-w-0 truncate font-semibold text-sm">{title}</h3>
                {document ? (
                  <Button onClick={() => open(id)}>Open</Button>
                ) : (
                  <span className="text-muted text-xs">no longer needed</span>
                )}
              </div>
              <TextDiff label={`Changes of ${title}`} before={before} after={after} />
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
