import { FolderOpen } from "lucide-react";
import { type RefObject, useId, useRef } from "react";
import { useStore } from "zustand";
import { Button } from "../parts/button.tsx";
import { broughtStore } from "./brought-store.ts";

/** Where texts are pasted and files are picked. Files can be dropped on it as anywhere on the page. */
export function BringBox({ box }: { readonly box: RefObject<HTMLTextAreaElement | null> }) {
  const id = useId();
  const text = useStore(broughtStore, (brought) => brought.draft);
  const setText = broughtStore.getState().type;
  const picker = useRef<HTMLInputElement>(null);
  const read = (pasted: string) => {
    if (pasted.trim() === "") return;
    void broughtStore.getState().read([{ name: "Pasted text", text: pasted }]);
    setText("");
  };
  return (
    <div className="stack gap-1.5">
      <label htmlFor={id} className="font-medium text-soft text-sm">
        Paste a policy, or what a command printed
      </label>
      <textarea
        ref={box}
        id={id}
        rows={3}
        value={text}
        spellCheck={false}
        autoComplete="off"
        placeholder="A policy in JSON or YAML, output of the AWS CLI, a CloudFormation template, a Terraform plan, a Keyhole link"
        aria-describedby={`${id}-help`}
        onChange={(event) => setText(event.target.value)}
        onPaste={(event) => {
          // Into an empty box: what is pasted is meant as it is, and may be too long for a box to show.
          if (text !== "") return;
          event.preventDefault();
          read(event.clipboardData.getData("text/plain"));
        }}
        className="w-full resize-y rounded-md border border-edge bg-surface px-2 py-1.5 font-mono text-xs focus-visible:outline-offset-0"
      />
      <div className="flex flex-wrap items-center gap-2">
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
          aria-label="Files with policies"
          onChange={({ target }) => {
            const files = [...(target.files ?? [])];
            void broughtStore.getState().read(files.map((file) => ({ name: file.name, file })));
            target.value = "";
          }}
        />
        <p id={`${id}-help`} className="text-muted text-xs">
          Or drop files anywhere on the page. At most 5 MiB each (YAML 1 MiB).
        </p>
      </div>
    </div>
  );
}
