import { FolderOpen } from "lucide-react";
import { type ComponentProps, useRef } from "react";
import { Button } from "./button.tsx";

interface PasteAreaProps
  extends Pick<ComponentProps<"textarea">, "id" | "ref" | "rows" | "placeholder" | "className"> {
  readonly describedBy?: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Called with the text that was pasted into the empty area, of any length. */
  readonly onPasted: (text: string) => void;
}

/** A text area for pasted texts. A paste into the empty area is reported and not shown. */
export function PasteArea(props: PasteAreaProps) {
  const { describedBy, text, onText, onPasted, className, ...rest } = props;
  return (
    <textarea
      {...rest}
      value={text}
      spellCheck={false}
      autoComplete="off"
      aria-describedby={describedBy}
      onChange={(event) => onText(event.target.value)}
      onPaste={(event) => {
        // A paste into the empty area is complete, and may be too long to show.
        if (text !== "") return;
        event.preventDefault();
        onPasted(event.clipboardData.getData("text/plain"));
      }}
      className={`resize-y rounded-md border border-edge bg-surface px-2 font-mono text-xs focus-visible:outline-offset-0 ${className}`}
    />
  );
}

interface FilesButtonProps {
  /** The label of the file input: “Files with policies”. */
  readonly label: string;
  readonly onFiles: (files: readonly { readonly name: string; readonly file: File }[]) => void;
}

/** A button that opens the browser's file dialog. */
export function FilesButton({ label, onFiles }: FilesButtonProps) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon={FolderOpen} onClick={() => picker.current?.click()}>
        Choose files…
      </Button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={label}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])].map((file) => ({ name: file.name, file })));
          target.value = "";
        }}
      />
    </>
  );
}
