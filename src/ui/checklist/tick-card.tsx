import { ChevronRight, TriangleAlert } from "lucide-react";
import { type ReactNode, useId, useState } from "react";

interface TickCardProps {
  readonly number: number;
  readonly title: string;
  readonly account: string;
  readonly isDone: boolean;
  /** What the card says has changed since it was ticked. */
  readonly isChanged: boolean;
  /** Chips of the account and of what it is about. */
  readonly where: ReactNode;
  /** Shown below the body's place whether the card is open or not. */
  readonly foot?: ReactNode;
  readonly onTick: (done: boolean) => void;
  readonly children: ReactNode;
}

/** One thing to do in AWS, to tick. A ticked card shows its title only. */
export function TickCard(props: TickCardProps) {
  const { number, title, account, isDone, isChanged, where, foot, onTick, children } = props;
  const [open, setOpen] = useState<boolean | null>(null);
  const id = useId();
  const isOpen = open ?? !isDone;
  return (
    <li
      className={`rounded-md border border-line ${isDone ? "bg-canvas" : "bg-surface"}`}
      aria-labelledby={`${id}-title`}
    >
      <div className="flex items-start gap-2.5 px-3 py-2">
        <span
          aria-hidden
          className={`grid size-5 shrink-0 place-items-center rounded-full border border-edge font-semibold text-[11px] ${isDone ? "bg-sunken text-muted" : ""}`}
        >
          {number}
        </span>
        <div className="min-w-0 flex-1">
          <h3 id={`${id}-title`} className="font-semibold text-sm">
            <button
              type="button"
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
              className="inline-flex items-center gap-1 text-left"
            >
              {title}
              <ChevronRight
                aria-hidden
                size={13}
                className={`shrink-0 text-muted ${isOpen ? "rotate-90" : ""}`}
              />
            </button>
          </h3>
          {where}
        </div>
        <label className="flex shrink-0 items-center gap-1.5 text-muted text-sm">
          {isDone ? "done" : isChanged ? "changed since" : "to do"}
          <input
            type="checkbox"
            className="tick size-4! rounded-sm checked:after:text-on-accent"
            checked={isDone}
            aria-describedby={`${id}-title`}
            aria-label={`Done: ${title}, ${account}`}
            onChange={({ target }) => {
              setOpen(null);
              onTick(target.checked);
            }}
          />
        </label>
      </div>
      {isOpen && <div className="stack gap-2 px-3 pb-3 sm:pl-[42px]">{children}</div>}
      {foot}
    </li>
  );
}

/** What a card warns of before its commands. */
export function CardWarning({ text }: { readonly text: string }) {
  return (
    <p className="flex items-start gap-2 rounded-sm border border-refused bg-refused-wash px-2.5 py-1.5 font-semibold text-refused text-sm">
      <TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />
      {text}
    </p>
  );
}

/** What a card says after its commands. */
export function CardHints({ hints }: { readonly hints: readonly string[] }) {
  return hints.map((hint) => (
    <p key={hint} className="text-soft text-xs [overflow-wrap:anywhere]">
      {hint}
    </p>
  ));
}
