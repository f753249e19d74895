import { type RefObject, useId } from "react";
import { useStore } from "zustand";
import { Button } from "../parts/button.tsx";
import { FilesButton, PasteArea } from "../parts/hand-over.tsx";
import { broughtStore } from "./brought-store.ts";

/** Where texts are pasted and files are picked. Files can be dropped on it as anywhere on the page. */
export function BringBox({ box }: { readonly box: RefObject<HTMLTextAreaElement | null> }) {
  const id = useId();
  const text = useStore(broughtStore, (brought) => brought.draft);
  const setText = broughtStore.getState().type;
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
      <PasteArea
        ref={box}
        id={id}
        rows={3}
        text={text}
        placeholder="A policy in JSON or YAML, output of the AWS CLI, a CloudFormation template, a Terraform plan, a Keyhole link"
        describedBy={`${id}-help`}
        onText={setText}
        onPasted={read}
        className="w-full py-1.5"
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button disabled={text.trim() === ""} onClick={() => read(text)}>
          Read the text
        </Button>
        <FilesButton
          label="Files with policies"
          onFiles={(files) => void broughtStore.getState().read(files)}
        />
        <p id={`${id}-help`} className="text-muted text-xs">
          Or drop files anywhere on the page. At most 5 MiB each (YAML 1 MiB).
        </p>
      </div>
    </div>
  );
}
