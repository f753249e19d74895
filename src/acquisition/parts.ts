import { isLarge, platformOwner, type Route, routesOf, type Scenario } from "#scenario";
import type { DocumentIndex } from "./documents/document-index.ts";

/**
 * A part of a run: the import from one target, or what concerns the platform's own account whatever the target. The
 * parts of a run are decided one by one, so that a large one can be watched, stopped, and kept out of memory.
 */
export interface Part {
  /** The target's id; `platform` for the platform's own part. */
  readonly id: string;
  /** The target's routes; of the platform's own part all of them. */
  readonly routes: readonly Route[];
}

/** The platform's own part, where its role makes temporary keys. */
export const platformPart = platformOwner;

/** The parts of a run: each target with a route, in the order of the answers, then the platform's own. */
export function partsOf({ scenario, plans }: DocumentIndex): readonly Part[] {
  return plans.of(scenario, partsIn, () => partsIn(scenario));
}

function partsIn(scenario: Scenario): readonly Part[] {
  const routes = routesOf(scenario);
  const byTarget = new Map<string, Route[]>();
  for (const route of routes) {
    const together = byTarget.get(route.source.target.id);
    if (together) together.push(route);
    else byTarget.set(route.source.target.id, [route]);
  }
  const parts: Part[] = [...byTarget].map(([id, own]) => ({ id, routes: own }));
  if (routes.length > 0) parts.push({ id: platformPart, routes });
  return parts;
}

/**
 * The parts that a request between these accounts can belong to. Of a run of common size all: its plans are kept.
 */
export function partsAbout(index: DocumentIndex, accounts: ReadonlySet<string>): readonly Part[] {
  const parts = partsOf(index);
  if (!isLarge(index.scenario)) return parts;
  return parts.filter(
    ({ id, routes: [first] }) =>
      id === platformPart || (first !== undefined && accounts.has(first.source.target.account)),
  );
}

/**
 * The plans of a part, made once while only texts change. Those of a scenario that is too large for that are made again
 * each time: thousands of plans would fill the memory.
 */
export function plansOfPart<Plans>(
  index: DocumentIndex,
  part: Part,
  make: (index: DocumentIndex, part: Part) => Plans,
): Plans {
  return isLarge(index.scenario)
    ? make(index, part)
    : index.plans.of(part, make, () => make(index, part));
}
