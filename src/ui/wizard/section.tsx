import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { wizardView } from "./wizard-view.ts";

interface SectionProps {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  /** The answers in a few words or chips. */
  readonly summary: ReactNode;
  readonly children: ReactNode;
}

/** A group of questions under a heading, which opens and closes the group and shows a summary. */
export function Section({ id, number, title, summary, children }: SectionProps) {
  const open = useStore(wizardView, (view) => view.open[id] ?? true);
  const setOpen = useStore(wizardView, (view) => view.setOpen);
  const bodyId = `section-${id}`;
  return (
    <section className="border-line border-b">
      <div className="sticky top-0 z-10 flex h-10 items-center gap-2 bg-surface pr-4">
        <h2 className="min-w-0 flex-none">
          <button
            type="button"
            aria-expanded={open}
            aria-controls={bodyId}
            onClick={() => setOpen(id, !open)}
            className="flex h-10 items-center gap-2 pl-3 font-semibold text-sm focus-visible:-outline-offset-2"
          >
            <Chevron open={open} />
            <span aria-hidden className="font-mono font-normal text-muted text-xs">
              {number}
            </span>
            {title}
          </button>
        </h2>
        <div className="flex min-w-0 flex-1 justify-end gap-1 truncate text-muted text-xs">
          {summary}
        </div>
      </div>
      <div id={bodyId} hidden={!open} className="stack gap-4 px-4 pt-1 pb-5">
        {open && children}
      </div>
    </section>
  );
}

/** Points right when closed, down when open. */
export function Chevron({ open }: { readonly open: boolean }) {
  return (
    <ChevronRight
      aria-hidden
      size={14}
      className={`shrink-0 text-muted ${open ? "rotate-90" : ""}`}
    />
  );
}
