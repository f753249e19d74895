import { partitions } from "#policy/kms";
import {
  acquisitionMethods,
  actionSets,
  createGrantAnswers,
  crossAccountApproaches,
  defaultScenario,
  type Guards,
  type Key,
  type KeyNaming,
  keyOrigins,
  keySpecs,
  keyStates,
  keyTypes,
  maximumAccountName,
  maximumKeys,
  maximumTargets,
  type Platform,
  type PlatformNaming,
  type Scenario,
  type Target,
} from "#scenario";
import { Reader } from "./reader.ts";
import { ec2PermissionsOf } from "./restore-ec2-permissions.ts";
import { otherUsersOf } from "./restore-other-users.ts";
import { ownRulesOf } from "./restore-rules.ts";

/** The limits of lists and texts from outside, which no real answer exceeds. */
const limits = { administrators: 200, replicaRegions: 64, moment: 64 };

/** A scenario rebuilt from untrusted data, and the paths of what was dropped (`targets.t1.account`). */
export interface RestoredScenario {
  readonly scenario: Scenario;
  readonly dropped: readonly string[];
}

/**
 * Rebuilds a scenario from an untrusted link or file, field by field. Keeps valid values, replaces invalid ones by
 * those of a new page, and names them. A missing field is no loss, because an older version did not have it.
 */
export function restoreScenario(raw: unknown): RestoredScenario {
  const dropped: string[] = [];
  const reader = new Reader(raw, dropped);
  const scenario: Scenario = {
    partition: reader.choice("partition", partitions, defaultScenario.partition),
    platform: platformOf(reader.object("platform")),
    targets: targetsOf(reader),
    method: reader.choice("method", acquisitionMethods, defaultScenario.method),
    crossAccount: reader.choice(
      "crossAccount",
      crossAccountApproaches,
      defaultScenario.crossAccount,
    ),
    createGrant: reader.choice("createGrant", createGrantAnswers, defaultScenario.createGrant),
    actions: reader.choice("actions", actionSets, defaultScenario.actions),
    guards: guardsOf(reader.object("guards")),
    ...platformNamingOf(reader.optionalObject("platformNaming")),
    ...ownRulesOf(reader, "mustNever"),
    ...otherUsersOf(reader, "otherUsers"),
    ...ec2PermissionsOf(reader.optionalObject("ec2Permissions")),
    ...periodOf(reader.optionalObject("period")),
    ...momentOf(reader),
  };
  reader.end();
  return { scenario, dropped };
}

function platformOf(reader: Reader): Platform {
  const platform = {
    account: reader.text("account"),
    region: reader.text("region"),
    role: reader.text("role"),
    aliasPrefix: reader.text("aliasPrefix"),
  };
  reader.end();
  return platform;
}

function guardsOf(reader: Reader): Guards {
  const guards = {
    viaService: reader.flag("viaService"),
    encryptionContext: reader.flag("encryptionContext"),
    grantOperations: reader.flag("grantOperations"),
    organizationId: reader.text("organizationId"),
    externalId: reader.text("externalId"),
    denyOthers: reader.flag("denyOthers"),
  };
  reader.end();
  return guards;
}

function periodOf(reader: Reader | undefined): Pick<Scenario, "period"> {
  if (!reader) return {};
  const period = { from: reader.text("from"), until: reader.text("until") };
  reader.end();
  return period.from === "" && period.until === "" ? {} : { period };
}

function momentOf(reader: Reader): Pick<Scenario, "moment"> {
  const moment = reader.optionalText("moment", limits.moment);
  return moment === undefined ? {} : { moment };
}

/** An invalid naming means the default: each key and role by ARN. */
function platformNamingOf(reader: Reader | undefined): Pick<Scenario, "platformNaming"> {
  if (!reader) return {};
  const by = reader.optionalChoice("by", ["tag", "alias"] as const);
  const platformNaming: PlatformNaming | undefined =
    by === "tag"
      ? { by, tagKey: reader.text("tagKey"), tagValue: reader.text("tagValue") }
      : by && { by, aliasPrefix: reader.text("aliasPrefix") };
  reader.end();
  return platformNaming ? { platformNaming } : {};
}

function targetsOf(reader: Reader): readonly Target[] {
  let room = maximumKeys;
  const targets = reader.items("targets", maximumTargets).map((target) => {
    const keys = target.items("keys", room);
    room -= keys.length;
    return { target, keys };
  });
  const targetIds = uniqueIds(
    "t",
    targets.map(({ target }) => target),
  );
  const keyIds = uniqueIds(
    "k",
    targets.flatMap(({ keys }) => keys),
  );
  return targets.map(({ target, keys }) => {
    const id = named(target, targetIds);
    const name = target.optionalText("name", maximumAccountName);
    const restored = {
      id,
      account: target.text("account"),
      ...(name === undefined ? {} : { name }),
      role: target.text("role"),
      keys: keys.map((key) => keyOf(key, named(key, keyIds))),
    };
    target.end();
    return restored;
  });
}

function named(reader: Reader, ids: ReadonlyMap<Reader, string>): string {
  const id = ids.get(reader) ?? "";
  reader.callIt(id);
  return id;
}

/** An id for each: its own if that is well formed and unused, otherwise a new one. */
function uniqueIds(prefix: string, readers: readonly Reader[]): ReadonlyMap<Reader, string> {
  // `platform` is reserved: it begins the ids of the platform's documents.
  const taken = new Set(["platform"]);
  const ids = new Map<Reader, string>();
  for (const reader of readers) {
    const own = reader.ownId();
    if (own === undefined || taken.has(own)) continue;
    taken.add(own);
    ids.set(reader, own);
  }
  let number = 0;
  for (const reader of readers) {
    if (ids.has(reader)) continue;
    do number += 1;
    while (taken.has(`${prefix}${number}`));
    ids.set(reader, `${prefix}${number}`);
  }
  return ids;
}

function keyOf(reader: Reader, id: string): Key {
  const createGrant = reader.optionalChoice("createGrant", createGrantAnswers);
  const key = {
    id,
    type: reader.choice("type", keyTypes, "customer-managed"),
    origin: reader.choice("origin", keyOrigins, "kms"),
    spec: reader.choice("spec", keySpecs, "symmetric"),
    region: reader.text("region"),
    replicaRegions: reader.texts("replicaRegions", limits.replicaRegions),
    naming: namingOf(reader.object("naming")),
    administrators: reader.texts("administrators", limits.administrators),
    ...(createGrant === undefined ? {} : { createGrant }),
    ...statesOf(reader),
  };
  reader.end();
  return key;
}

/** A state that is unknown, or a second one of a region, is dropped: nothing is then known of the key there. */
function statesOf(reader: Reader): Pick<Key, "states"> {
  const regions = new Set<string>();
  const states = reader.items("states", limits.replicaRegions).flatMap((item) => {
    const region = item.text("region");
    const state = item.optionalChoice("state", keyStates);
    const expires = item.optionalText("expires", limits.moment);
    item.end();
    if (state === undefined || region === "" || regions.has(region) || !item.isWhole()) {
      item.refuse();
      return [];
    }
    regions.add(region);
    return [{ region, state, ...(expires && state === "enabled" ? { expires } : {}) }];
  });
  return states.length > 0 ? { states } : {};
}

function namingOf(reader: Reader): KeyNaming {
  const naming = namingBy(
    reader,
    reader.choice("by", ["arn", "alias", "tag", "every"] as const, "arn"),
  );
  reader.end();
  return naming;
}

function namingBy(reader: Reader, by: KeyNaming["by"]): KeyNaming {
  if (by === "arn") return { by, keyId: reader.text("keyId") };
  if (by === "alias") return { by, alias: reader.text("alias") };
  if (by === "tag") return { by, tagKey: reader.text("tagKey"), tagValue: reader.text("tagValue") };
  return { by };
}
