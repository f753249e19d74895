import { bulkView } from "../bulk/bulk-view.ts";
import { Button } from "../parts/button.tsx";
import { Notice } from "../parts/notice.tsx";
import { useKeyhole } from "../store.tsx";
import { bringView } from "./bring-view.ts";
import { broughtStore } from "./brought-store.ts";
import type { BroughtText } from "./read-handed.ts";

interface GoesElsewhereProps {
  readonly text: BroughtText;
  readonly onOpened: () => void;
}

/** A Keyhole file replaces the work, and accounts have a dialog of their own: only when the user says so. */
export function GoesElsewhere({
  text: { id, name, text = "", imported },
  onOpened,
}: GoesElsewhereProps) {
  const openFile = useKeyhole((state) => state.openFile);
  if (imported.isKeyholeFile)
    return (
      <Notice
        tone="info"
        title="Open what this file holds?"
        actions={
          <Button
            onClick={() => {
              void openFile(text);
              broughtStore.getState().clear();
              onOpened();
            }}
          >
            Open the file
          </Button>
        }
      >
        It replaces all answers and edits. Undo brings yours back.
      </Notice>
    );
  return (
    <Notice
      tone="info"
      title="Add these accounts and keys to the answers?"
      actions={
        <Button
          onClick={() => {
            broughtStore.getState().remove(id);
            bringView.getState().close();
            bulkView.getState().show([{ name, text }]);
          }}
        >
          Look at the rows
        </Button>
      }
    >
      They are shown row by row before anything is taken.
    </Notice>
  );
}
