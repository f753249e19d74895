import type { WorkDocument } from "#state";
import { AccountChip, RegionChip } from "../parts/chips.tsx";
import { DrawAfter } from "../parts/draw-after.tsx";
import { AttachButton } from "./attach-button.tsx";
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
    <header className="@container row-start-1 grid grid-cols-[minmax(0,1fr)] border-line border-b px-3 py-1">
      {/* One line for every document, so that the commands below it stay where they are. */}
      <div className="flex h-7 items-center gap-x-2">
        <h2 data-tip={titleOf(generated)} className="min-w-0 truncate font-semibold text-sm">
          {titleOf(generated)}
        </h2>
        <span className="flex shrink-0 gap-1 max-sm:hidden">
          <AccountChip account={generated.account} />
          {generated.region !== undefined && <RegionChip region={generated.region} />}
        </span>
        <DrawAfter what="editor" before={<span className="h-6" />}>
          <AttachButton document={generated} />
        </DrawAfter>
      </div>
      <div className="flex items-center justify-between gap-x-4 gap-y-1 @max-md:flex-wrap">
        <SizeMeter kind={generated.kind} text={text} />
        <DrawAfter what="editor" before={<span className="h-7 w-72" />}>
          <DocumentActions document={document} onFormat={onFormat} />
        </DrawAfter>
      </div>
    </header>
  );
}
