import { Button } from "../parts/button.tsx";
import { Notice } from "../parts/notice.tsx";
import { useKeyhole } from "../store.tsx";
import { importStore } from "./import-store.ts";
import { bulkView, importPoliciesView } from "./import-view.ts";
import type { ImportedText } from "./read-input.ts";

interface OpenElsewhereProps {
  readonly text: ImportedText;
  readonly onOpened: () => void;
}

/** Asks before a Keyhole file replaces the work, or before accounts are opened in the dialog for accounts. */
export function OpenElsewhere({
  text: { id, name, text = "", imported },
  onOpened,
}: OpenElsewhereProps) {
  const openFile = useKeyhole((state) => state.openFile);
  if (imported.isKeyholeFile)
    return (
      <Notice
        tone="info"
        title="Open this Keyhole file?"
        actions={
          <Button
            onClick={() => {
              void openFile(text);
              importStore.getState().clear();
              onOpened();
            }}
          >
            Open the file
          </Button>
        }
      >
        It replaces all answers and edits. Undo restores yours.
      </Notice>
    );
  return (
    <Notice
      tone="info"
      title="Add these accounts and keys to the answers?"
      actions={
        <Button
          onClick={() => {
            importStore.getState().remove(id);
            importPoliciesView.getState().close();
            bulkView.getState().show([{ name, text }]);
          }}
        >
          Review the rows
        </Button>
      }
    >
      You review each row before anything changes.
    </Notice>
  );
}
