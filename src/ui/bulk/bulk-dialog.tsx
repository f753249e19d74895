import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import { view } from "../import/dialog-footer.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { BulkBox } from "./bulk-box.tsx";
import { BulkDefaults } from "./bulk-defaults.tsx";
import { BulkFooter } from "./bulk-footer.tsx";
import { BulkHelp } from "./bulk-help.tsx";
import { bulkStore } from "./bulk-store.ts";
import { BulkTable } from "./bulk-table.tsx";
import { BulkTexts } from "./bulk-texts.tsx";
import { bulkView } from "./bulk-view.ts";
import { useCheckedRows } from "./use-checked-rows.ts";

/** Many accounts and keys at once: read, checked row by row, mended in place, and taken as one step. */
export function BulkDialog({ onClose }: { readonly onClose: () => void }) {
  const box = useRef<HTMLTextAreaElement>(null);
  const checked = useCheckedRows();
  const hasRows = checked.rows.length > 0;
  useReadWaiting();
  return (
    <Dialog
      title="Add many accounts and keys"
      description="From a table, JSON, or what the AWS CLI lists. Read here in the browser: nothing leaves the page."
      width={1240}
      focusAtFirst={box}
      onClose={onClose}
    >
      <div className={view}>
        <BulkBox box={box} isSmall={hasRows} />
        <BulkTexts read={checked.read} box={box} />
        {hasRows ? (
          <>
            <BulkDefaults defaults={checked.defaults} />
            <BulkTable checked={checked} />
          </>
        ) : (
          <BulkHelp />
        )}
        <BulkFooter checked={checked} box={box} onClose={onClose} />
      </div>
    </Dialog>
  );
}

/** Reads what was dropped on the page, now and while the dialog is open. */
function useReadWaiting(): void {
  const waiting = useStore(bulkView, (bulk) => bulk.waiting);
  useEffect(() => {
    if (waiting.length > 0) void bulkStore.getState().read(bulkView.getState().takeWaiting());
  }, [waiting]);
}
