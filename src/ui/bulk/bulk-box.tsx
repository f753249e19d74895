import { FolderOpen } from "lucide-react";
import { type RefObject, useId, useRef, useState } from "react";
import { Button } from "../parts/button.tsx";
import { bulkStore } from "./bulk-store.ts";

interface BulkBoxProps {
  readonly box: RefObject<HTMLTextAreaElement | null>;
  /** Whether rows below need the room. */
  readonly isSmall: boolean;
}

/** Where texts are pasted and files are picked. Files can be dropped anywhere. */
export function BulkBox({ box, isSmall }: BulkBoxProps) {
  const id = useId();
  const [text, setText] = useState("");
  const picker = useRef<HTMLInputElement>(null);
  const read = (pasted: string) => {
    if (pasted.trim() === "") return;
    void bulkStore.getState().read([{ name: "Pasted text", text: pasted }]);
    setText("");
  };
  return (
    <div className="stack gap-1.5">
      <label htmlFor={id} className="font-medium text-soft text-sm">
        {isSmall ? "Paste more" : "Paste a table, JSON, or what a command printed"}
      </label>
      <div className="flex flex-wrap items-start gap-2">
        <textarea
          ref={box}
          id={id}
          rows={isSmall ? 1 : 4}
          value={text}
          spellCheck={false}
          autoComplete="off"
          placeholder="account, name, role, region, key …"
          onChange={(event) => setText(event.target.value)}
          onPaste={(event) => {
            // Into an empty box: what is pasted is meant as it is, and may be too long for a box to show.
            if (text !== "") return;
            event.preventDefault();
            read(event.clipboardData.getData("text/plain"));
          }}
          className="min-h-7 min-w-0 flex-1 basis-64 resize-y rounded-md border border-edge bg-surface px-2 py-1 font-mono text-xs focus-visible:outline-offset-0"
        />
        <Button disabled={text.trim() === ""} onClick={() => read(text)}>
          Read the text
        </Button>
        <Button icon={FolderOpen} onClick={() => picker.current?.click()}>
          Choose files…
        </Button>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-label="Files with accounts and keys"
          onChange={({ target }) => {
            const files = [...(target.files ?? [])];
            void bulkStore.getState().read(files.map((file) => ({ name: file.name, file })));
            target.value = "";
          }}
        />
      </div>
    </div>
  );
}
