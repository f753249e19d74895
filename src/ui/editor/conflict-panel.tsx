import { GitCompareArrows } from "lucide-react";
import { useMemo, useRef } from "react";
import type { Conflict, WorkDocument } from "#state";
import { useKeyhole } from "../store.tsx";
import { count } from "../wizard/words.ts";
import { ConflictSides } from "./conflict-sides.tsx";

interface ConflictPanelProps {
  readonly document: WorkDocument;
  /** The last one was settled: the focus needs a place. */
  readonly onSettled: () => void;
}

/** Where the user and the new answers want different things: both sides, to settle one by one. */
export function ConflictPanel({ document, onSettled }: ConflictPanelProps) {
  const all = useKeyhole((state) => state.conflicts);
  const settle = useKeyhole((state) => state.settle);
  const panel = useRef<HTMLElement>(null);
  const { id } = document.generated;
  const conflicts = useMemo(() => all.filter(({ documentId }) => documentId === id), [all, id]);
  if (conflicts.length === 0) return null;
  const onSettle = (conflict: Conflict, choice: "mine" | "generated") => {
    settle(conflict.id, choice);
    // The button that had the focus goes: the next conflict takes it, else the text.
    if (conflicts.length > 1) panel.current?.focus();
    else onSettled();
  };
  return (
    <section
      ref={panel}
      aria-label="Conflicts"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and takes the focus when a conflict was settled
      tabIndex={0}
      className="row-start-2 max-h-[min(45dvh,24rem)] overflow-y-auto border-line border-b bg-caution-wash focus-visible:-outline-offset-2"
    >
      <div className="flex items-start gap-2 px-3 pt-2">
        <GitCompareArrows aria-hidden size={15} className="mt-0.5 shrink-0 text-caution" />
        <div>
          <h3 className="font-medium text-sm">
            {count(conflicts.length, "conflict")} between your edits and the answers
          </h3>
          <p className="text-soft text-sm">
            The text below has your side. Nothing is lost until you settle it, and undo brings it
            back.
          </p>
        </div>
      </div>
      <ul className="grid gap-2 p-3">
        {conflicts.map((conflict) => (
          <li key={conflict.id}>
            <ConflictSides
              conflict={conflict}
              readable={document.problems.length === 0}
              onSettle={(choice) => onSettle(conflict, choice)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
