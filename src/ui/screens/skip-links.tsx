import type { Part } from "#state";
import { useKeyhole } from "../store.tsx";

const places: readonly { readonly part: Part; readonly label: string }[] = [
  { part: "documents", label: "Skip to the documents" },
  { part: "verdict", label: "Skip to the verdict" },
];

/**
 * Buttons before everything else that move the focus to a part of the work; seen only while they have the focus. They are no
 * links: the address is the work.
 */
export function SkipLinks() {
  const showPart = useKeyhole((state) => state.showPart);
  const skip = (part: Part) => {
    showPart(part);
    // A part that was hidden behind a tab can have the focus once it is drawn.
    requestAnimationFrame(() => document.getElementById(`part-${part}`)?.focus());
  };
  return (
    <div className="fixed top-1 left-1 z-30 flex gap-1">
      {places.map(({ part, label }) => (
        <button
          key={part}
          type="button"
          onClick={() => skip(part)}
          className="sr-only rounded-md border border-edge bg-raised px-3 py-1.5 font-medium text-sm shadow-float focus:not-sr-only focus:px-3 focus:py-1.5"
        >
          {label}
        </button>
      ))}
    </div>
  );
}
