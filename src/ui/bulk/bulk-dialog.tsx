import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import { dialogBody } from "../import/dialog-footer.tsx";
import { bulkView } from "../import/import-view.ts";
import { Dialog } from "../parts/dialog.tsx";
import { BulkBox } from "./bulk-box.tsx";
import { BulkDefaults } from "./bulk-defaults.tsx";
import { BulkFooter } from "./bulk-footer.tsx";
import { BulkHelp } from "./bulk-help.tsx";
import { bulkStore } from "./bulk-store.ts";
import { BulkTable } from "./bulk-table.tsx";
import { BulkTexts } from "./bulk-texts.tsx";
import { useCheckedRows } from "./use-checked-rows.ts";

/** Adds many accounts and keys: reads texts, checks each row, lets the user correct rows, and adds them as one change. */
export function BulkDialog({ onClose }: { readonly onClose: () => void }) {
  const box = useRef<HTMLTextAreaElement>(null);
  const checked = useCheckedRows();
  const hasRows = checked.rows.length > 0;
  useReadWaiting();
  return (
    <Dialog
      title="Add many accounts and keys"
      description="From a table, JSON, or output of the AWS CLI. Keyhole reads it in the browser; nothing leaves the page."
      width={1400}
      focusAtFirst={box}
      onClose={onClose}
    >
      <div className={dialogBody}>
        <BulkBox box={box} isSmall={hasRows} />
        <BulkTexts checked={checked} box={box} />
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

/** Reads files that were dropped on the page, before the dialog opened and while it is open. */
function useReadWaiting(): void {
  const waiting = useStore(bulkView, (bulk) => bulk.waiting);
  useEffect(() => {
    if (waiting.length > 0) void bulkStore.getState().read(bulkView.getState().takeWaiting());
  }, [waiting]);
}
