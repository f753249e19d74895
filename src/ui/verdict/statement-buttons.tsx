import { SquareArrowOutUpRight } from "lucide-react";
import type { StatementPlace } from "#acquisition";
import { useKeyhole } from "../store.tsx";
import { documentTitle, nameOfStatement, useDocument } from "./names.ts";
import { useVerdictView } from "./verdict-view.ts";

/** Buttons that open the statements that decided a request or nearly matched it. */
export function StatementButtons({ places }: { readonly places: readonly StatementPlace[] }) {
  if (places.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
      {places.slice(0, 6).map((place) => (
        <li key={`${place.documentId} ${place.statement}`} className="min-w-0">
          <StatementButton place={place} />
        </li>
      ))}
    </ul>
  );
}

/** A button that opens one statement in the editor. */
export function StatementButton({ place }: { readonly place: StatementPlace }) {
  const document = useDocument(place.documentId);
  const showPlace = useKeyhole((state) => state.showPlace);
  const close = useVerdictView((view) => view.close);
  const name = nameOfStatement(document, place);
  const show = () => {
    close();
    showPlace(place.documentId, { statement: place.statement });
  };
  return (
    <button
      type="button"
      onClick={show}
      data-tip={documentTitle(document, place.documentId)}
      className="inline-flex min-h-6 max-w-full items-center gap-1 rounded-sm text-accent text-xs hover:underline"
    >
      <SquareArrowOutUpRight aria-hidden size={12} className="shrink-0" />
      <span className="truncate">
        Show {name}
        <span className="sr-only"> in {documentTitle(document, place.documentId)}</span>
      </span>
    </button>
  );
}
