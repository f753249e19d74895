import { GitCompareArrows } from "lucide-react";
import { useMemo, useRef } from "react";
import type { Conflict, WorkDocument } from "#state";
import { useKeyhole } from "../store.tsx";
import { count } from "../wizard/words.ts";
import { ConflictSides } from "./conflict-sides.tsx";

interface ConflictPanelProps {
  readonly document: WorkDocument;
  /** Called when the last conflict is resolved, to move the focus. */
  readonly onResolved: () => void;
}

/** The conflicts between the user's edits and the new answers, each with both versions. */
export function ConflictPanel({ document, onResolved }: ConflictPanelProps) {
  const all = useKeyhole((state) => state.conflicts);
  const settle = useKeyhole((state) => state.settle);
  const panel = useRef<HTMLElement>(null);
  const { id } = document.generated;
  const conflicts = useMemo(() => all.filter(({ documentId }) => documentId === id), [all, id]);
  if (conflicts.length === 0) return null;
  const onResolve = (conflict: Conflict, choice: "mine" | "generated") => {
    settle(conflict.id, choice);
    // The button that had the focus is removed: the focus moves to the next conflict, or to the text.
    if (conflicts.length > 1) panel.current?.focus();
    else onResolved();
  };
  return (
    <section
      ref={panel}
      aria-label="Conflicts"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and gets the focus when a conflict is resolved
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
            The text below contains your version. Choose a version for each conflict. Undo reverts
            your choice.
          </p>
        </div>
      </div>
      <ul className="stack gap-2 p-3">
        {conflicts.map((conflict) => (
          <li key={conflict.id}>
            <ConflictSides
              conflict={conflict}
              readable={document.problems.length === 0}
              onResolve={(choice) => onResolve(conflict, choice)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
