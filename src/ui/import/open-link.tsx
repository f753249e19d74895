import { Button } from "../parts/button.tsx";
import { Notice } from "../parts/notice.tsx";
import { useKeyhole } from "../store.tsx";
import { broughtStore } from "./brought-store.ts";

interface OpenLinkProps {
  readonly fragment: string;
  readonly onOpened: () => void;
}

/** A Keyhole link replaces the work: only when the user says so. */
export function OpenLink({ fragment, onOpened }: OpenLinkProps) {
  const openFragment = useKeyhole((state) => state.openFragment);
  return (
    <Notice
      tone="info"
      title="Open what this link carries?"
      actions={
        <Button
          onClick={() => {
            void openFragment(fragment);
            broughtStore.getState().clear();
            onOpened();
          }}
        >
          Open the link
        </Button>
      }
    >
      It replaces all answers and edits. Undo brings yours back.
    </Notice>
  );
}
