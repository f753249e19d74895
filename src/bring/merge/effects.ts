import type { Probe, StatementPlace } from "#acquisition";
import type { Standing } from "./verdict.ts";

/** A Deny of theirs that keeps the import, or the key's administration, from working. */
export interface Stop extends StatementPlace {
  readonly sid: string | undefined;
  /** What stops: “Copy the snapshot to the temporary key: Decrypt on key 1234abcd-…”. */
  readonly stops: readonly string[];
}

/** An abuse that was refused before, and is not with their statements. */
export interface Opened {
  readonly probe: Probe;
  /** The statements of the merged documents that let it through. */
  readonly places: readonly (StatementPlace & { readonly sid: string | undefined })[];
}

/**
 * The Deny statements of the given documents that decide against a request of the import or against what must stay
 * possible, each with all that it stops.
 */
export function stopsIn(
  { steps, probes }: Standing,
  documentIds: ReadonlySet<string>,
  sidOf: (place: StatementPlace) => string | undefined,
): readonly Stop[] {
  const stops = new Map<string, { place: StatementPlace; stops: Set<string> }>();
  const note = (place: StatementPlace, what: string) => {
    if (!documentIds.has(place.documentId)) return;
    const name = `${place.documentId}#${place.statement}`;
    const known = stops.get(name) ?? { place, stops: new Set<string>() };
    known.stops.add(what);
    stops.set(name, known);
  };
  for (const { title, requests } of steps)
    for (const { outcome, why, label } of requests)
      if (outcome === "explicitly-denied")
        for (const place of why?.places ?? []) note(place, `${title}: ${label}`);
  for (const { title, about, state, requests } of probes)
    if (state === "blocked")
      for (const { outcome, why } of requests)
        if (outcome === "explicitly-denied")
          for (const place of why?.places ?? []) note(place, `${title}: ${about}`);
  return [...stops.values()].map(({ place, stops: what }) => ({
    ...place,
    sid: sidOf(place),
    stops: [...what],
  }));
}

/** The abuses that get through now and were refused before. */
export function openedBy(
  before: Standing,
  after: Standing,
  documentIds: ReadonlySet<string>,
  sidOf: (place: StatementPlace) => string | undefined,
): readonly Opened[] {
  const were = new Map(before.probes.map(({ id, state }) => [id, state]));
  return after.probes.flatMap((probe) => {
    const isOpen = probe.state === "open" || probe.state === "knowingly-open";
    if (!isOpen || were.get(probe.id) !== "refused") return [];
    const places = probe.requests
      .flatMap(({ why }) => why?.places ?? [])
      .filter(({ documentId }) => documentIds.has(documentId));
    return [{ probe, places: places.map((place) => ({ ...place, sid: sidOf(place) })) }];
  });
}
