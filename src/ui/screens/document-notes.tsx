import { useMemo } from "react";
import { notesOf } from "#generator";
import type { Scenario } from "#scenario";
import { documentsOf } from "#state";
import { AccountChip, RegionChip } from "../parts/chips.tsx";
import { ReportSection } from "../parts/report-section.tsx";
import { useKeyhole } from "../store.tsx";

/** What a reader may miss among the documents, and why it is not there. */
export function DocumentNotes({ scenario }: { readonly scenario: Scenario }) {
  const documents = useKeyhole(documentsOf);
  const notes = useMemo(
    () =>
      notesOf(
        scenario,
        documents.map(({ generated }) => generated),
      ),
    [scenario, documents],
  );
  if (notes.length === 0) return null;
  return (
    <ReportSection title="Notes on the documents">
      <ul className="stack gap-3">
        {notes.map((note) => (
          <li key={`${note.account} ${note.region} ${note.title}`} className="stack gap-1">
            <p className="font-medium text-sm">{note.title}</p>
            <p className="text-muted text-xs">{note.text}</p>
            <div className="flex flex-wrap gap-1">
              <AccountChip account={note.account} />
              {note.region && <RegionChip region={note.region} />}
            </div>
          </li>
        ))}
      </ul>
    </ReportSection>
  );
}
