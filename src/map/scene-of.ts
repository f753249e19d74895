import { platformPart, sourceIdOf } from "#acquisition";
import { platformRole, type Route, routesOf, type Scenario } from "#scenario";
import type { AccountVerdict, Verdict } from "#verdict";
import { routeScene } from "./route-scene.ts";
import type { Outcome, RouteScene, Scene, SceneGroup } from "./scene.ts";

/** So many sources that stop are shown one each; of more, the number is said. */
const mostStopped = 12;

/** What of a verdict the map shows. */
export type MapVerdict = Pick<Verdict, "steps" | "probes" | "otherUsers">;

/**
 * The scene of a scenario and its verdict. `accounts`: for a large scenario, the verdicts on all accounts, of which
 * `verdict` has one in full. Pure and total: without a route there are no groups.
 */
export function sceneOf(
  scenario: Scenario,
  verdict: MapVerdict,
  accounts?: readonly AccountVerdict[],
): Scene {
  const routes = routesOf(scenario);
  const groups = accounts
    ? groupsOfAccounts(scenario, routes, verdict, accounts)
    : foldedGroups(routesOfVerdict(scenario, routes, verdict));
  const stopped = groups.filter(({ outcome }) => outcome === "stops");
  const shown = [
    ...stopped.slice(0, mostStopped),
    ...groups
      .filter(({ outcome }) => outcome !== "stops")
      .sort((one, other) => one.sources - other.sources),
  ];
  return {
    groups: shown,
    moreStopped: Math.max(0, stopped.length - mostStopped),
    platform: { account: scenario.platform.account, region: scenario.platform.region },
    platformRole: platformRole(scenario)?.name ?? "",
  };
}

interface RouteInRun {
  readonly route: Route;
  readonly scene: RouteScene;
}

function routesOfVerdict(
  scenario: Scenario,
  routes: readonly Route[],
  { steps, probes, otherUsers = [] }: MapVerdict,
): readonly RouteInRun[] {
  const stepsBySource = by(steps, ({ sourceId }) => sourceId);
  const probesByPart = by(probes, ({ partId }) => partId);
  const ofPlatform = probesByPart.get(platformPart) ?? [];
  return routes.flatMap((route): RouteInRun[] => {
    const own = stepsBySource.get(sourceIdOf(route));
    if (!own) return [];
    const abuses = [...(probesByPart.get(route.source.target.id) ?? []), ...ofPlatform];
    return [{ route, scene: routeScene(scenario, route, own, abuses, otherUsers) }];
  });
}

/** Sources that stop stay apart; others with the same steps, states and open abuses are one group. */
function foldedGroups(routes: readonly RouteInRun[]): readonly SceneGroup[] {
  const folded = by(routes, ({ scene }) =>
    scene.breaksAt !== undefined && outcomeOf(scene) === "stops"
      ? scene.sourceId
      : JSON.stringify([
          scene.calls.map(({ kind, state }) => [kind, state]),
          openAbuses(scene).map(({ kind }) => kind),
          scene.users.map(({ name, state }) => [name, state]),
        ]),
  );
  return [...folded.values()].flatMap((own): SceneGroup[] => {
    const [first] = own;
    if (!first) return [];
    const places = own.map(({ scene }) => scene.source);
    return [
      {
        id: first.scene.sourceId,
        outcome: outcomeOf(first.scene),
        accounts: [...new Set(places.map(({ account }) => account))],
        regions: [...new Set(places.map(({ region }) => region))],
        sources: own.length,
        sentence: sentenceOf(first.scene),
        route: first.scene,
      },
    ];
  });
}

function openAbuses({ abuses }: RouteScene) {
  return abuses.filter(({ state }) => state === "open");
}

function outcomeOf(scene: RouteScene): Outcome {
  const states = scene.calls.map(({ state }) => state);
  for (const state of ["stops", "undecided", "withheld"] as const)
    if (states.includes(state)) return state;
  return openAbuses(scene).length > 0 ? "open" : "works";
}

function sentenceOf(scene: RouteScene): string {
  const at = scene.calls.find(({ number }) => number === scene.breaksAt);
  const outcome = outcomeOf(scene);
  if (at) {
    const answer = at.state === "withheld" ? ", because you withhold CreateGrant" : "";
    return `Stops at step ${at.number} of ${scene.calls.length}: ${at.title}${answer}.`;
  }
  if (outcome === "undecided") {
    const open = scene.calls.find(({ state }) => state === "undecided");
    return `Not decided at step ${open?.number}: ${open?.title}.`;
  }
  const count = openAbuses(scene).length;
  const stopped = scene.users.filter(({ state }) => state === "stops");
  const but = [
    ...(stopped.length > 0
      ? [stopped.length === 1 ? `${stopped[0]?.name} stops` : `${stopped.length} other users stop`]
      : []),
    ...(count > 0 ? [count === 1 ? "1 abuse is open" : `${count} abuses are open`] : []),
  ];
  if (but.length === 0) return "Works, and every abuse that was tried is refused.";
  return `Works, but ${but.join(", and ")}.`;
}

/** Accounts of a large scenario: the account that the verdict is about in full, the others by their counts. */
function groupsOfAccounts(
  scenario: Scenario,
  routes: readonly Route[],
  verdict: MapVerdict,
  accounts: readonly AccountVerdict[],
): readonly SceneGroup[] {
  const targets = new Map(scenario.targets.map((target) => [target.id, target]));
  const shown = by(
    routesOfVerdict(scenario, routes, verdict),
    ({ route }) => route.source.target.id,
  );
  const folded = by(
    accounts.filter(({ partId }) => targets.has(partId)),
    ({ partId, summary }) => (summary.works === "stops" ? partId : summary.text),
  );
  return [...folded.values()].flatMap((own): SceneGroup[] => {
    const [first] = own;
    if (!first) return [];
    const { summary } = first;
    const members = own.flatMap(({ partId }) => targets.get(partId) ?? []);
    const route = own.flatMap(({ partId }) => shown.get(partId) ?? [])[0]?.scene;
    return [
      {
        id: first.partId,
        outcome:
          summary.works === "stops" || summary.works === "empty"
            ? "stops"
            : summary.works === "stops-by-answer"
              ? "withheld"
              : summary.works === "unknown"
                ? "undecided"
                : summary.open + summary.knowinglyOpen > 0
                  ? "open"
                  : "works",
        accounts: members.map(({ account }) => account),
        regions: [...new Set(members.flatMap(({ keys }) => keys.map(({ region }) => region)))],
        sources: own.length,
        sentence: summary.text,
        ...(route ? { route } : {}),
      },
    ];
  });
}

function by<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
