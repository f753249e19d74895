import {
  type OtherUserRun,
  type Probe,
  type Step,
  type StepRequest,
  sourceIdOf,
  worstOf,
} from "#acquisition";
import { parseArn, roleName } from "#policy";
import {
  arnOfSource,
  awsManagedAlias,
  type KeyPlace,
  nameOfKey,
  type Route,
  type Scenario,
} from "#scenario";
import { dataOf, type MadeBy } from "./route-data.ts";
import type {
  CallState,
  DocumentedPermission,
  KeyUse,
  RouteScene,
  SceneAbuse,
  SceneCall,
  SceneKey,
  SceneUser,
} from "./scene.ts";

/** One import as the map shows it: its roles, keys, data and calls, with what the run says of each. */
export function routeScene(
  scenario: Scenario,
  route: Route,
  steps: readonly Step[],
  probes: readonly Probe[],
  otherUsers: readonly OtherUserRun[],
): RouteScene {
  const counted = steps.filter(({ documentedOnly }) => !documentedOnly);
  const states = counted.map(callStateOf);
  const { data, madeBy } = dataOf(scenario, route, counted, states);
  const keys = keysOf(scenario, route, steps);
  const calls = counted.map((step, index) =>
    callOf(step, index, states[index] ?? "unreached", keys, madeBy, data.length, route),
  );
  const breaksAt = calls.find(({ state }) => state === "stops" || state === "withheld")?.number;
  const { platform, assumed } = route;
  return {
    sourceId: sourceIdOf(route),
    source: { account: route.source.target.account, region: route.source.region },
    platform: { account: platform.account, region: scenario.platform.region },
    roles: [platform, ...(assumed ? [assumed] : [])].map(({ arn, name, account }) => ({
      arn,
      name,
      account,
    })),
    keys,
    data,
    calls,
    documented: steps.filter(({ documentedOnly }) => documentedOnly).map(documentedOf),
    abuses: probes
      .filter(({ must }) => must === "be-refused")
      .map((probe) => abuseOf(probe, keys, route)),
    users: usersOf(otherUsers, route),
    ...(breaksAt === undefined ? {} : { breaksAt }),
  };
}

/** The state of a step as the map shows it. */
function callStateOf(step: Step): CallState {
  if (step.unreached) return "unreached";
  return step.requests.length === 0 ? "quiet" : stateOf(step.state);
}

/** A state of the run in the words of the map. */
export function stateOf(state: Step["state"]): CallState {
  return state === "broken" ? "stops" : state === "unknown" ? "undecided" : state;
}

function keysOf(scenario: Scenario, route: Route, steps: readonly Step[]): readonly SceneKey[] {
  const { source, platform } = route;
  const used = new Map<string, { place: KeyPlace; arns: Set<string> }>();
  const note = (place: KeyPlace, arn?: string) => {
    const one = used.get(keyIdOf(place)) ?? { place, arns: new Set<string>() };
    if (arn !== undefined) one.arns.add(arn);
    used.set(keyIdOf(place), one);
  };
  note({ key: "source", region: source.region }, arnOfSource(scenario, source));
  for (const { requests } of steps)
    for (const { key, request } of requests) if (key) note(key, request.resource);
  const [home] = route.temporaryKeyRegions;
  const several = route.temporaryKeyRegions.length > 1;
  return [...used.values()].map(({ place, arns }): SceneKey => {
    const { region } = place;
    const common = { id: keyIdOf(place), region, arns: [...arns] };
    if (place.key === "temporary")
      return {
        ...common,
        account: platform.account,
        name: region === home ? "Temporary key X" : "X",
        note: several ? (region === home ? "primary" : "replica") : "deleted afterwards",
        icon: "temporary",
      };
    const { key, target } = source;
    const multiRegion = key.type === "multi-region";
    return {
      ...common,
      account: target.account,
      name: shortName(nameOfKey(key)),
      note:
        key.type === "aws-managed"
          ? "AWS managed"
          : multiRegion
            ? region === key.region
              ? "multi-Region, primary"
              : "multi-Region, replica"
            : "customer managed",
      icon: nameOfKey(key) === awsManagedAlias ? "aws-managed" : "key",
    };
  });
}

/** The id of a key of a route. */
export function keyIdOf({ key, region }: KeyPlace): string {
  return `${key} ${region}`;
}

/** The first block of a key's id, or the whole of another name. */
function shortName(name: string): string {
  const id = /^(mrk-)?[0-9a-f]{8}(?=[0-9a-f-]{20,}$)/.exec(name)?.[0];
  return id === undefined ? name : `${id}…`;
}

function callOf(
  step: Step,
  index: number,
  state: CallState,
  keys: readonly SceneKey[],
  madeBy: MadeBy,
  dataCount: number,
  route: Route,
): SceneCall {
  const { id: stepId, kind, title, operation, actor: caller, account, region, requests } = step;
  const on = whatItActsOn(step, keys, madeBy, route);
  const at = on.what === "data" && on.at < dataCount ? on.at : undefined;
  const why = requests.find((request) => request.state !== "works")?.why?.sentence;
  return {
    stepId,
    kind,
    number: index + 1,
    title,
    operation,
    state,
    caller,
    account,
    region,
    on,
    uses: usesOf(step, state, at, keys),
    actions: actionsOf(requests),
    ...(why !== undefined && state !== "works" && state !== "unreached" ? { why } : {}),
  };
}

function whatItActsOn(
  { id, kind, region, requests }: Step,
  keys: readonly SceneKey[],
  madeBy: MadeBy,
  route: Route,
): SceneCall["on"] {
  if (kind === "assume-role" && route.assumed) return { what: "role", arn: route.assumed.arn };
  const at = madeBy.get(id);
  if (at !== undefined) return { what: "data", at };
  const place: KeyPlace =
    requests.find(({ key }) => key?.region === region)?.key ??
    (kind === "look-up-key"
      ? { key: "source", region }
      : { key: "temporary", region: route.temporaryKeyRegions[0] ?? region });
  const key = keys.find((one) => one.id === keyIdOf(place)) ?? keys[0];
  return { what: "key", key: key?.id ?? "" };
}

/** The requests of a call about each key. A copy reads the data before it and writes its own. */
function usesOf(
  step: Step,
  state: CallState,
  at: number | undefined,
  keys: readonly SceneKey[],
): readonly KeyUse[] {
  const { kind, requests } = step;
  if (kind === "make-temporary-key") return replicationOf(step, state, keys);
  if (at === undefined) return [];
  const byKey = new Map<string, StepRequest[]>();
  for (const request of requests) {
    if (!request.key) continue;
    const id = keyIdOf(request.key);
    const together = byKey.get(id);
    if (together) together.push(request);
    else byKey.set(id, [request]);
  }
  const reads = kind === "copy" ? [...byKey.keys()][0] : undefined;
  return [...byKey].map(([key, own]): KeyUse => {
    const ownState = state === "unreached" ? state : stateOf(worstOf(own.map((one) => one.state)));
    const broken = own.find((one) => one.state !== "works");
    const label =
      ownState !== "works" && ownState !== "unreached" && broken
        ? broken.request.action
        : own.length === 1
          ? (own[0]?.request.action ?? "")
          : `${own.length} requests`;
    return { key, at: key === reads ? at - 1 : at, label, state: ownState };
  });
}

/** ReplicateKey goes from the temporary key to its replica. */
function replicationOf(
  { requests }: Step,
  state: CallState,
  keys: readonly SceneKey[],
): readonly KeyUse[] {
  const replica = keys.find(({ icon, note }) => icon === "temporary" && note === "replica");
  const request = requests.find((one) => one.request.action === "kms:ReplicateKey");
  if (!replica || !request) return [];
  return [
    {
      key: replica.id,
      label: request.request.action,
      state: state === "unreached" ? state : stateOf(request.state),
    },
  ];
}

function usersOf(runs: readonly OtherUserRun[], route: Route): readonly SceneUser[] {
  const { region } = route.source;
  return runs
    .filter(({ id, userId }) => id === `${userId}/${sourceIdOf(route)}`)
    .map(({ id, name, role, state, steps }): SceneUser => {
      const arn = parseArn(role);
      return {
        id,
        name,
        role: { arn: role, name: roleName(arn?.resource ?? role), account: arn?.account ?? "" },
        key: keyIdOf({ key: "source", region }),
        state: stateOf(state),
        actions: actionsOf(steps.flatMap(({ requests }) => requests)),
        stepId: (steps.find((step) => step.state === state) ?? steps[0])?.id ?? id,
      };
    });
}

function actionsOf(requests: readonly StepRequest[]): readonly string[] {
  return [...new Set(requests.map(({ request }) => request.action))];
}

function documentedOf({ id, title, actor, requests, state }: Step): DocumentedPermission {
  return {
    stepId: id,
    title,
    caller: actor,
    actions: actionsOf(requests),
    state: stateOf(state),
  };
}

function abuseOf(probe: Probe, keys: readonly SceneKey[], route: Route): SceneAbuse {
  const { id, kind, title, about, state, requests, mitigation, known } = probe;
  const roles = [route.assumed?.arn, route.platform.arn];
  const touches = requests
    .map(({ request: { resource } }) =>
      roles.includes(resource) ? resource : keys.find(({ arns }) => arns.includes(resource))?.id,
    )
    .find((one) => one !== undefined);
  const note = mitigation?.text ?? known;
  return {
    id,
    kind,
    title,
    about,
    state: state === "refused" ? "refused" : state === "unknown" ? "undecided" : "open",
    ...(touches === undefined ? {} : { touches }),
    ...(note === undefined ? {} : { note }),
  };
}
