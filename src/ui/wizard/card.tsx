import { CopyPlus, type LucideIcon, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { IconButton } from "../parts/button.tsx";
import { Chevron } from "./section.tsx";
import { wizardView } from "./wizard-view.ts";

interface CardProps {
  readonly id: string;
  /** What the card is about, for the names of its buttons: "account 222222222222". */
  readonly name: string;
  /** The card in one line, as chips. */
  readonly summary: ReactNode;
  readonly openAtFirst: boolean;
  readonly onDuplicate: () => void;
  readonly onRemove: () => void;
  readonly children: ReactNode;
}

/** A target or key in a list: a summary, and its questions while the card is open. */
export function Card(props: CardProps) {
  const { id, name, summary, openAtFirst, onDuplicate, onRemove, children } = props;
  const open = useStore(wizardView, (view) => view.open[id] ?? openAtFirst);
  const setOpen = useStore(wizardView, (view) => view.setOpen);
  const bodyId = `card-${id}`;
  return (
    <div data-question={cardQuestion(id)} className="rounded-md border border-line bg-surface">
      <div className="flex items-start">
        <button
          type="button"
          aria-expanded={open}
          aria-controls={bodyId}
          onClick={() => setOpen(id, !open)}
          className="flex min-h-9 min-w-0 flex-1 items-start gap-2 py-2 pl-2.5 text-left focus-visible:-outline-offset-2"
        >
          <span className="flex h-5 items-center">
            <Chevron open={open} />
          </span>
          <span className="flex min-w-0 flex-wrap gap-1">{summary}</span>
        </button>
        <CardButton icon={CopyPlus} label={`Duplicate ${name}`} onClick={onDuplicate} />
        <CardButton icon={Trash2} label={`Remove ${name}`} onClick={onRemove} />
      </div>
      <div
        id={bodyId}
        hidden={!open}
        className="stack gap-4 border-line border-t px-2.5 pt-2.5 pb-3"
      >
        {open && children}
      </div>
    </div>
  );
}

/** The question path of a card itself, to move the focus there. */
export function cardQuestion(id: string): string {
  return `card.${id}`;
}

function CardButton(props: {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly onClick: () => void;
}) {
  return <IconButton {...props} className="mt-1 mr-1 -ml-0.5" />;
}
