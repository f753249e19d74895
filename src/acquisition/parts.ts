import { isLarge, type Route, routesOf, type Scenario } from "#scenario";

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
export const platformPart = "platform";

/** The parts of a scenario's run: each target with a route, in the order of the answers, then the platform's own. */
export function partsOf(scenario: Scenario): readonly Part[] {
  const known = remembered.get(scenario);
  if (known) return known;
  const routes = routesOf(scenario);
  const byTarget = new Map<string, Route[]>();
  for (const route of routes) {
    const together = byTarget.get(route.source.target.id);
    if (together) together.push(route);
    else byTarget.set(route.source.target.id, [route]);
  }
  const parts: Part[] = [...byTarget].map(([id, own]) => ({ id, routes: own }));
  if (routes.length > 0) parts.push({ id: platformPart, routes });
  remembered.set(scenario, parts);
  return parts;
}
const remembered = new WeakMap<Scenario, readonly Part[]>();

/**
 * The parts that a request or the id of a probe can belong to, by the targets and accounts in its text. Of a run of common
 * size all: its plans are remembered.
 */
export function partsAbout(scenario: Scenario, text: string): readonly Part[] {
  const parts = partsOf(scenario);
  if (!isLarge(scenario)) return parts;
  return parts.filter(
    ({ id, routes: [first] }) =>
      id === platformPart ||
      text.includes(`/${id}/`) ||
      (first !== undefined && text.includes(first.source.target.account)),
  );
}

/**
 * What is made once for each part of a world and used again while it stands. A scenario that is too large for that is
 * made anew each time: thousands of plans would fill the memory.
 */
export function rememberedByPart<World extends { readonly scenario: Scenario }, Made>(
  make: (world: World, part: Part) => Made,
): (world: World, part: Part) => Made {
  const worlds = new WeakMap<World, Map<string, Made>>();
  return (world, part) => {
    if (isLarge(world.scenario)) return make(world, part);
    const parts = worlds.get(world) ?? new Map<string, Made>();
    worlds.set(world, parts);
    const known = parts.get(part.id);
    if (known !== undefined) return known;
    const made = make(world, part);
    parts.set(part.id, made);
    return made;
  };
}
