import type { KeyUse, RouteScene, SceneCall, SceneData, SceneKey, ScenePlace } from "../scene.ts";

/** One position along the data's way: a call with the data that it makes, or a key that it touches. */
export interface Column extends ScenePlace {
  /** ARN of the role that the column belongs to. */
  readonly role: string;
  readonly call?: SceneCall;
  readonly data?: SceneData;
  /** The key that the call touches without data. */
  readonly key?: string;
  /** The requests to keys about the data, with the number of their call. */
  readonly uses: readonly ColumnUse[];
}

/** A use of a key with its call. */
export interface ColumnUse extends KeyUse {
  readonly number: number;
  readonly stepId: string;
}

/** The columns of a route in the order of the data: grouped by account and region, within them by role. */
export function columnsOf(scene: RouteScene): readonly Column[] {
  const [platformRole, assumed] = scene.roles;
  const platformArn = platformRole?.arn ?? "";
  const actor = assumed?.arn ?? platformArn;
  const uses = scene.calls.flatMap((call) =>
    call.uses.map((use) => ({ ...use, number: call.number, stepId: call.stepId })),
  );
  const columns: Column[] = [];
  const keyCall = (call: SceneCall): Column => ({
    account: call.account,
    region: call.region,
    role: call.caller,
    call,
    uses: [],
    ...(call.on.what === "key" ? { key: call.on.key } : {}),
  });
  const isTemporary = ({ kind }: SceneCall) =>
    kind === "make-temporary-key" || kind === "retire-temporary-key";
  const onKeys = scene.calls.filter(({ on }) => on.what === "key");
  columns.push(...onKeys.filter((call) => !isTemporary(call)).map(keyCall));
  for (const [at, data] of scene.data.entries()) {
    const call = scene.calls.find(({ on }) => on.what === "data" && on.at === at);
    columns.push({
      account: data.account,
      region: data.region,
      role: call?.caller ?? (data.kind === "evidence" ? platformArn : actor),
      data,
      ...(call ? { call } : {}),
      uses: uses.filter((use) => use.at === at),
    });
  }
  columns.push(...onKeys.filter(isTemporary).map(keyCall));
  return inPlaces(scene, withEmpty(scene, columns, platformArn));
}

/** A key that is used from elsewhere, and a role without a call, have their own columns. */
function withEmpty(
  scene: RouteScene,
  columns: readonly Column[],
  platformArn: string,
): readonly Column[] {
  const isThere = (place: ScenePlace) => columns.some((column) => samePlace(column, place));
  const used = new Set(scene.calls.flatMap((call) => call.uses.map(({ key }) => key)));
  const ofKeys = scene.keys
    .filter((key) => used.has(key.id) && !isThere(key))
    .map(
      ({ id, account, region }): Column => ({
        account,
        region,
        role: platformArn,
        key: id,
        uses: [],
      }),
    );
  const ofPlatform: Column[] = columns.some(({ role }) => role === platformArn)
    ? []
    : [{ ...scene.platform, role: platformArn, uses: [] }];
  return [...columns, ...ofKeys, ...ofPlatform];
}

/** Sources left, the platform's region right; within a region the columns keep their order. */
function inPlaces(scene: RouteScene, columns: readonly Column[]): readonly Column[] {
  const rank = (place: ScenePlace) =>
    samePlace(place, scene.platform)
      ? 3
      : place.account === scene.source.account && place.region === scene.source.region
        ? 0
        : place.account === scene.source.account
          ? 1
          : 2;
  // Source and platform may be the same place.
  const roleRank = ({ role }: Column) => (role === scene.roles[0]?.arn && scene.roles[1] ? 1 : 0);
  return [...columns].sort(
    (one, other) => rank(one) - rank(other) || roleRank(one) - roleRank(other),
  );
}

/** Whether both are the same region of the same account. */
export function samePlace(one: ScenePlace, other: ScenePlace): boolean {
  return one.account === other.account && one.region === other.region;
}

/** A key that is drawn, with the first and the last of the columns that use it in its own region. */
export interface KeySpan {
  readonly key: SceneKey;
  readonly first: number;
  readonly last: number;
}

/** The keys that a column of their own region uses, or that a column elsewhere uses. */
export function keySpans(scene: RouteScene, columns: readonly Column[]): readonly KeySpan[] {
  return scene.keys.flatMap((key): KeySpan[] => {
    const own = columns.flatMap((column, index) =>
      samePlace(column, key) &&
      (column.key === key.id || column.uses.some((use) => use.key === key.id))
        ? [index]
        : [],
    );
    const [first] = own;
    const last = own.at(-1);
    return first === undefined || last === undefined ? [] : [{ key, first, last }];
  });
}
