import { Popover } from "@base-ui/react/popover";
import { ChevronRight, Copy } from "lucide-react";
import type { RefObject } from "react";
import { attachGuide, fileNameOf } from "#export";
import type { GeneratedDocument } from "#generator";
import { IconButton } from "../parts/button.tsx";
import { AccountChip } from "../parts/chips.tsx";
import { useCopy } from "./use-copy.ts";

interface AttachPopoverProps {
  readonly document: GeneratedDocument;
  /** The button that opened it. The popover is below it and returns the focus to it. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** How to attach the document to its role or key. Loaded lazily by `AttachButton`. */
export function AttachPopover({ document, anchor, onClose }: AttachPopoverProps) {
  return (
    <Popover.Root
      open
      onOpenChange={(open, { event }) => {
        // A press of the button closes it by itself.
        const isOnButton = event.target instanceof Node && anchor.current?.contains(event.target);
        if (!open && !isOnButton) onClose();
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-50"
        >
          <Popover.Popup
            finalFocus={anchor}
            className="w-[34rem] max-w-[calc(100vw-1rem)] rounded-md border border-line bg-raised p-3 text-text shadow-float"
          >
            <Guide document={document} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Guide({ document }: { readonly document: GeneratedDocument }) {
  const { consolePath, commands, hint } = attachGuide(document, fileNameOf(document));
  const { said, refused, copy } = useCopy();
  const script = commands.join("\n");
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Popover.Title className="font-semibold text-sm">
          Attach to the {document.attachTo.to === "role" ? "role" : "key"}
        </Popover.Title>
        <span className="text-muted text-xs">signed in to</span>
        <AccountChip account={document.account} />
      </div>
      <div className="stack gap-1">
        <h3 className="font-medium text-soft text-xs">In the console</h3>
        <p className="flex flex-wrap items-center gap-x-1 text-sm">
          {consolePath.map((step, index) => (
            <span key={step} className="inline-flex min-w-0 items-center gap-1">
              {index > 0 && <ChevronRight aria-hidden size={12} className="shrink-0 text-muted" />}
              <span className="min-w-0 break-all">{step}</span>
            </span>
          ))}
        </p>
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
        <div className="flex items-center justify-between gap-2">
          <h3 className="font-medium text-soft text-xs">
            With the AWS CLI, in the folder of the downloaded file
          </h3>
          <IconButton
            label="Copy the commands"
            icon={Copy}
            onClick={() => void copy(script, "the commands")}
          />
        </div>
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="grid max-h-48 gap-1.5 overflow-auto whitespace-pre-wrap rounded-sm border border-line bg-canvas p-2 text-xs [overflow-wrap:anywhere]"
        >
          {commands.map((command) => (
            <code key={command}>{command}</code>
          ))}
        </pre>
        <p
          role="status"
          className={refused ? "text-refused text-xs" : "min-h-4 text-muted text-xs"}
        >
          {said}
        </p>
        {hint && <p className="text-soft text-xs">{hint}</p>}
      </div>
    </div>
  );
}
