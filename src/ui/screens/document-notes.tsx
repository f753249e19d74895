import { useMemo } from "react";
import type { GeneratorNote } from "#generator";
import { notesOfWork } from "../editor/notes-of-work.ts";
import { AccountChip, RegionChip } from "../parts/chips.tsx";
import { ReportSection } from "../parts/report-section.tsx";
import { useKeyhole } from "../store.tsx";
import { LongList } from "../verdict/long-list.tsx";

/** How many notes are shown at first, and how many places of each: a thousand accounts can have the same note. */
const most = { notes: 20, places: 6 };

/** Notes on documents that a reader may expect, and why Keyhole does not write them. */
export function DocumentNotes() {
  const notes = useKeyhole(notesOfWork);
  const alike = useMemo(() => alikeIn(notes), [notes]);
  if (alike.length === 0) return null;
  return (
    <ReportSection title="Notes on the documents">
      <LongList items={alike} most={most.notes} noun="notes" className="stack gap-3">
        {(places) => <Note key={nameOf(places[0])} places={places} />}
      </LongList>
    </ReportSection>
  );
}

/** One note with every account and region that it applies to. */
type Alike = readonly [GeneratorNote, ...GeneratorNote[]];

function Note({ places }: { readonly places: Alike }) {
  const [{ title, text }] = places;
  const rest = places.length - most.places;
  return (
    <li className="stack gap-1">
      <p className="font-medium text-sm">{title}</p>
      <p className="text-muted text-xs">{text}</p>
      <div className="flex flex-wrap items-center gap-1">
        {places.slice(0, most.places).map(({ account, region }) => (
          <span key={`${account} ${region}`} className="inline-flex flex-wrap gap-1">
            <AccountChip account={account} />
            {region && <RegionChip region={region} />}
          </span>
        ))}
        {rest > 0 && (
          <span className="text-muted text-xs">and {rest.toLocaleString("en-US")} more</span>
        )}
      </div>
    </li>
  );
}

function alikeIn(notes: readonly GeneratorNote[]): readonly Alike[] {
  const groups = new Map<string, [GeneratorNote, ...GeneratorNote[]]>();
  for (const note of notes) {
    const group = groups.get(nameOf(note));
    if (group) group.push(note);
    else groups.set(nameOf(note), [note]);
  }
  return [...groups.values()];
}

function nameOf({ title, text }: GeneratorNote): string {
  return `${title}\n${text}`;
}
