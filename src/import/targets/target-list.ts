import { withCommas } from "#policy";
import {
  freshIds,
  identityOfKey,
  type Key,
  maximumKeys,
  maximumTargets,
  regionsOfKey,
  type Scenario,
  type Target,
  targetRole,
} from "#scenario";
import type { TargetColumn } from "./row.ts";

type NewKey = Omit<Key, "id">;

/** A key and the target it goes to, as one row gives them. */
export interface Placed {
  readonly account: string;
  readonly role: string;
  readonly key: NewKey;
  /** The names that identify the key: `namesOf`. */
  readonly names: readonly string[];
}

/**
 * Collects the targets of a scenario while rows are added to them (`add`) or to an empty list (`replace`). Each step
 * takes constant time.
 */
export class TargetList {
  private readonly start: Scenario;
  private readonly ids: ReturnType<typeof freshIds>;
  /** By account and role: the target, and its keys so far. */
  private readonly targets = new Map<string, { readonly target: Target; readonly keys: Key[] }>();
  /** Caches the place of an account and role, because many rows have the same. */
  private readonly places = new Map<string, string>();
  private readonly before = new Map<string, Target>();
  private readonly keysBefore = new Map<string, Key>();
  private readonly rolesBefore = new Map<string, Set<string>>();
  private readonly rowsOfTarget = new Map<string, number[]>();
  private readonly rowOfKey = new Map<string, number>();
  private keyCount = 0;

  constructor(start: Scenario, mode: "add" | "replace") {
    this.start = start;
    this.ids = freshIds(start);
    for (const target of start.targets) {
      const place = this.placeOf(target);
      // Of two equal targets the first one counts; the second keeps a separate place.
      const free = this.before.has(place) ? target.id : place;
      this.before.set(free, target);
      setOf(this.rolesBefore, target.account).add(target.role);
      for (const key of target.keys)
        for (const name of namesOf(target.account, key)) this.keysBefore.set(name, key);
      if (mode === "replace") continue;
      this.targets.set(free, { target, keys: [...target.keys] });
      this.keyCount += target.keys.length;
    }
  }

  /** Whether the scenario had this key before, in any of its regions. */
  had(names: readonly string[]): boolean {
    return names.some((name) => this.keysBefore.has(name));
  }

  /** The role of the account's targets before, if all had the same one. */
  roleIn(account: string): string | undefined {
    const roles = this.rolesBefore.get(account);
    return roles?.size === 1 ? [...roles][0] : undefined;
  }

  /** Adds a row's key to its target. Returns why if a limit is reached. */
  add(row: number, { account, role, key, names }: Placed): string | undefined {
    if (this.keyCount >= maximumKeys) return full(maximumKeys, "keys");
    const place = this.placeOf({ id: "", account, role, keys: [] });
    const there = this.targets.get(place) ?? this.opened(place, account, role);
    if (!there) return full(maximumTargets, "accounts");
    const known = names.map((name) => this.keysBefore.get(name));
    const old = known.find((one) => one !== undefined && !this.rowOfKey.has(one.id));
    const id = old?.id ?? this.ids.key();
    // Answers that a table has no column for stay, unless the row says more of the key.
    const kept = old && !key.states ? keptAnswers(old) : {};
    const administrators =
      key.administrators.length > 0 ? key.administrators : (old?.administrators ?? []);
    there.keys.push({ ...key, ...kept, administrators, id });
    this.keyCount += 1;
    this.rowOfKey.set(id, row);
    const rows = this.rowsOfTarget.get(there.target.id);
    if (rows) rows.push(row);
    else this.rowsOfTarget.set(there.target.id, [row]);
    return undefined;
  }

  /** The scenario so far. `names` are the names of accounts. */
  scenario(names: ReadonlyMap<string, string>): Scenario {
    const targets = [...this.targets.values()].map(({ target, keys }) => {
      const name = names.get(target.account) ?? target.name;
      return { ...target, ...(name ? { name } : {}), keys };
    });
    return { ...this.start, targets };
  }

  /** The rows and the column that answer a question of the scenario; none for a target that was there before. */
  askedBy(
    path: string,
  ): { readonly rows: readonly number[]; readonly column: TargetColumn } | undefined {
    const [, targetId = "", keyId, question = ""] =
      /^targets\.([^.]+)\.(?:keys\.([^.]+)\.)?(\w+)$/.exec(path) ?? [];
    const column = columns[question];
    if (!column) return undefined;
    const row = keyId === undefined ? undefined : this.rowOfKey.get(keyId);
    const rows =
      keyId === undefined ? this.rowsOfTarget.get(targetId) : row === undefined ? [] : [row];
    return { rows: rows ?? [], column };
  }

  private opened(place: string, account: string, role: string) {
    if (this.targets.size >= maximumTargets) return undefined;
    const old = this.before.get(place);
    const target: Target = old ?? { id: this.ids.target(), account, role, keys: [] };
    const opened = { target, keys: [] };
    this.targets.set(place, opened);
    return opened;
  }

  private placeOf(target: Target): string {
    const asked = `${target.account} ${target.role}`;
    const place =
      this.places.get(asked) ?? `${target.account} ${targetRole(this.start, target)?.arn ?? ""}`;
    this.places.set(asked, place);
    return place;
  }
}

/** The names that identify a key; each is unique within its account and region. */
export function namesOf(account: string, key: NewKey): readonly string[] {
  const identity = identityOfKey({ ...key, id: "" });
  return identity === ""
    ? []
    : regionsOfKey({ ...key, id: "" }).map((region) => `${account} ${region} ${identity}`);
}

/** The column that answers each question of a target or key. */
const columns: Readonly<Record<string, TargetColumn>> = {
  account: "account",
  role: "role",
  keys: "key",
  naming: "key",
  spec: "key",
  origin: "key",
  type: "type",
  region: "region",
  replicaRegions: "replicas",
  administrators: "administrators",
};

function full(most: number, what: string): string {
  return `Keyhole supports at most ${withCommas(most)} ${what}. Import the rest in a second piece of work.`;
}

function setOf(sets: Map<string, Set<string>>, name: string): Set<string> {
  const there = sets.get(name) ?? new Set();
  sets.set(name, there);
  return there;
}

function keptAnswers({ origin, spec, states }: Key): Partial<Key> {
  return { origin, spec, ...(states ? { states } : {}) };
}
