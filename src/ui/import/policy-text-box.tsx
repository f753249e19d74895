import { type RefObject, useId } from "react";
import { useStore } from "zustand";
import { Button } from "../parts/button.tsx";
import { FilesButton, PasteArea } from "../parts/paste-area.tsx";
import { importStore } from "./import-store.ts";
import { useImportText } from "./use-checker-call.ts";

/** The box to paste policies into, with a button to choose files. Files can be dropped anywhere on the page. */
export function PolicyTextBox({ box }: { readonly box: RefObject<HTMLTextAreaElement | null> }) {
  const id = useId();
  const text = useStore(importStore, (state) => state.draft);
  const setText = importStore.getState().type;
  const importText = useImportText();
  const read = (pasted: string) => {
    if (pasted.trim() === "") return;
    void importStore.getState().read([{ name: "Pasted text", text: pasted }], importText);
    setText("");
  };
  return (
    <div className="stack gap-1.5">
      <label htmlFor={id} className="font-medium text-soft text-sm">
        Paste a policy, or the output of a command
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
          onFiles={(files) => void importStore.getState().read(files, importText)}
        />
        <p id={`${id}-help`} className="text-muted text-xs">
          You can also drop files anywhere on the page. The limit is 5 MiB for each file.
        </p>
      </div>
    </div>
  );
}
