import {
  type DecisionOptions,
  explainRequest,
  type Probe,
  type ScenarioDocument,
  type StatementPlace,
} from "#acquisition";
import type { Scenario } from "#scenario";
import type { Run } from "#verdict";

/** An imported Deny that stops the import, or the administration of the key. */
export interface BlockingDeny extends StatementPlace {
  readonly sid: string | undefined;
  /** What it stops: “Copy the snapshot to the temporary key: Decrypt on key 1234abcd-…”. */
  readonly stops: readonly string[];
}

/** An abuse that was refused before the merge and is allowed after it. */
export interface NewlyAllowedAbuse {
  readonly probe: Probe;
  /** The imported statements that allow it. */
  readonly places: readonly (StatementPlace & { readonly sid: string | undefined })[];
}

/**
 * The imported Deny statements that refuse a request of the import or of key administration, each with everything it
 * stops.
 */
export function blockingDenies(
  { steps, probes }: Run,
  isTheirs: (place: StatementPlace) => boolean,
  sidOf: (place: StatementPlace) => string | undefined,
): readonly BlockingDeny[] {
  const stops = new Map<string, { place: StatementPlace; stops: Set<string> }>();
  const note = (place: StatementPlace, what: string) => {
    if (!isTheirs(place)) return;
    const name = `${place.documentId}#${place.statement}`;
    const known = stops.get(name) ?? { place, stops: new Set<string>() };
    known.stops.add(what);
    stops.set(name, known);
  };
  for (const { title, requests } of steps)
    for (const { outcome, why, label } of requests)
      if (outcome === "explicitly-denied" || why?.hangsOn)
        for (const place of why?.places ?? [])
          note(
            place,
            `${title}: ${label}${why?.hangsOn ? ` (depends on ${why.hangsOn.join(", ")})` : ""}`,
          );
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

/**
 * The abuses that are allowed after the merge and were refused before, with the imported statements that allow them.
 */
export function newlyAllowedAbuses(
  before: Run,
  after: Run,
  allowing: (probe: Probe) => readonly StatementPlace[],
  sidOf: (place: StatementPlace) => string | undefined,
): readonly NewlyAllowedAbuse[] {
  const were = new Map(before.probes.map(({ id, state }) => [id, state]));
  return after.probes.flatMap((probe) => {
    const isOpen = probe.state === "open" || probe.state === "knowingly-open";
    if (!isOpen || were.get(probe.id) !== "refused") return [];
    return [{ probe, places: allowing(probe).map((place) => ({ ...place, sid: sidOf(place) })) }];
  });
}

/** The statements that allow a probe. Statements that match only in part are not among them. */
export function allowing(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  { id, partId, requests }: Probe,
  options: DecisionOptions,
): readonly StatementPlace[] {
  const request = requests.findIndex(({ outcome }) => outcome === "allowed");
  const explained = explainRequest(
    scenario,
    documents,
    { of: "probe", id, partId, request },
    options,
  );
  if (!explained) return [];
  return explained.decision.trace.statements.flatMap(({ result, effect }, index) => {
    const place = explained.tracePlaces[index];
    return result === "applies" && effect === "Allow" && place ? [place] : [];
  });
}
