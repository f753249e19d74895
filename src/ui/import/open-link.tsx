import { Button } from "../parts/button.tsx";
import { Notice } from "../parts/notice.tsx";
import { useKeyhole } from "../store.tsx";
import { importStore } from "./import-store.ts";

interface OpenLinkProps {
  readonly fragment: string;
  readonly onOpened: () => void;
}

/** Asks before a Keyhole link replaces the work. */
export function OpenLink({ fragment, onOpened }: OpenLinkProps) {
  const openFragment = useKeyhole((state) => state.openFragment);
  return (
    <Notice
      tone="info"
      title="Open this Keyhole link?"
      actions={
        <Button
          onClick={() => {
            void openFragment(fragment);
            importStore.getState().clear();
            onOpened();
          }}
        >
          Open the link
        </Button>
      }
    >
      It replaces all answers and edits. Undo restores yours.
    </Notice>
  );
}
