import type { WorkDocument } from "#state";
import { AccountChip, RegionChip } from "../parts/chips.tsx";
import { DrawAfter } from "../parts/draw-after.tsx";
import { AttachPopover } from "./attach-popover.tsx";
import { DocumentActions } from "./document-actions.tsx";
import { SizeMeter } from "./size-meter.tsx";
import { titleOf } from "./words.ts";

interface DocumentHeaderProps {
  readonly document: WorkDocument;
  readonly onFormat: (() => void) | undefined;
}

/** The open document's title, account, size and commands. */
export function DocumentHeader({ document, onFormat }: DocumentHeaderProps) {
  const { generated, text } = document;
  return (
    <header className="row-start-1 grid gap-y-1.5 border-line border-b px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h2 className="min-w-0 break-words font-semibold text-sm">{titleOf(generated)}</h2>
        <AccountChip account={generated.account} />
        {generated.region !== undefined && <RegionChip region={generated.region} />}
        <DrawAfter what="editor" before={<span className="h-6" />}>
          <AttachPopover document={generated} />
        </DrawAfter>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5">
        <SizeMeter kind={generated.kind} text={text} />
        <DrawAfter what="editor" before={<span className="h-7 w-72" />}>
          <DocumentActions document={document} onFormat={onFormat} />
        </DrawAfter>
      </div>
    </header>
  );
}
