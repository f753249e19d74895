import { Terminal } from "lucide-react";
import { useRef, useState } from "react";
import type { GeneratedDocument } from "#generator";
import { Button } from "../parts/button.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";

const AttachPopover = lazyPart("How to attach", () =>
  import("./attach-popover.tsx").then((module) => module.AttachPopover),
);

/** A button that shows how to attach the document to its role or key. The code for that is fetched at the first use. */
export function AttachButton({ document }: { readonly document: GeneratedDocument }) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        ref={anchor}
        tone="quiet"
        icon={Terminal}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="-my-0.5 ml-auto"
      >
        How to attach
      </Button>
      {open && <AttachPopover document={document} anchor={anchor} onClose={() => setOpen(false)} />}
    </>
  );
}
