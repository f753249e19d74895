import { type RefObject, useId, useState } from "react";
import { Button } from "../parts/button.tsx";
import { FilesButton, PasteArea } from "../parts/paste-area.tsx";
import { bulkStore } from "./bulk-store.ts";

interface BulkBoxProps {
  readonly box: RefObject<HTMLTextAreaElement | null>;
  /** Whether the box is low, because rows are shown below it. */
  readonly isSmall: boolean;
}

/** The box to paste texts into, with a button to choose files. Files can be dropped anywhere on the page. */
export function BulkBox({ box, isSmall }: BulkBoxProps) {
  const id = useId();
  const [text, setText] = useState("");
  const read = (pasted: string) => {
    if (pasted.trim() === "") return;
    void bulkStore.getState().read([{ name: "Pasted text", text: pasted }]);
    setText("");
  };
  return (
    <div className="stack gap-1.5">
      <label htmlFor={id} className="font-medium text-soft text-sm">
        {isSmall ? "Paste more" : "Paste a table, JSON, or the output of a command"}
      </label>
      <div className="flex flex-wrap items-start gap-2">
        <PasteArea
          ref={box}
          id={id}
          rows={isSmall ? 1 : 4}
          text={text}
          placeholder="account, name, role, region, key …"
          onText={setText}
          onPasted={read}
          className="min-h-7 min-w-0 flex-1 basis-64 py-1"
        />
        <Button disabled={text.trim() === ""} onClick={() => read(text)}>
          Read the text
        </Button>
        <FilesButton
          label="Files with accounts and keys"
          onFiles={(files) => void bulkStore.getState().read(files)}
        />
      </div>
    </div>
  );
}
