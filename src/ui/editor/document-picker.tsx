import { ChevronDown } from "lucide-react";
import { type ComponentType, useEffect, useRef, useState } from "react";
import { AccountChip, RegionChip } from "../parts/chips.tsx";
import type { DocumentsProps } from "./documents-props.ts";
import { titleOf } from "./words.ts";

/** A button with the open document that opens the list of all: for many documents on a narrow screen. */
export function DocumentPicker({
  list: List,
  ...props
}: DocumentsProps & { readonly list: ComponentType<DocumentsProps> }) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const documents = props.groups.flatMap((group) => group.documents);
  const at = documents.findIndex(({ generated }) => generated.id === props.shownId);
  const shown = documents[at]?.generated;
  useEffect(() => {
    if (!open) return;
    box.current?.querySelector<HTMLElement>("input, [aria-selected=true]")?.focus();
    const onPointerDown = ({ target }: PointerEvent) => {
      if (target instanceof Node && !box.current?.contains(target)) setOpen(false);
    };
    addEventListener("pointerdown", onPointerDown);
    return () => removeEventListener("pointerdown", onPointerDown);
  }, [open]);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the list from anywhere in it
    <div
      ref={box}
      className="relative min-w-0"
      onKeyDown={(event) => open && event.key === "Escape" && close()}
      onClick={({ target }) => target instanceof Element && target.closest("[role=tab]") && close()}
    >
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        aria-label={`Choose among ${documents.length} documents`}
        onClick={() => setOpen(!open)}
        className="flex h-12 w-full items-center gap-2 px-3 text-left hover:bg-canvas focus-visible:-outline-offset-2"
      >
        {shown && <AccountChip account={shown.account} />}
        {shown?.region && <RegionChip region={shown.region} />}
        <span className="min-w-0 flex-1 truncate font-medium text-sm">
          {shown && titleOf(shown)}
        </span>
        <span className="shrink-0 text-muted text-xs">
          {at + 1} of {documents.length}
        </span>
        <ChevronDown aria-hidden size={15} className="shrink-0 text-muted" />
      </button>
      {open && (
        <div className="absolute inset-x-0 top-full z-30 grid max-h-[min(60dvh,30rem)] border-line border-y bg-surface shadow-float">
          <List {...props} />
        </div>
      )}
    </div>
  );
}
