import { nameOfKey, type Scenario } from "#scenario";

const names: Readonly<Record<string, string>> = {
  partition: "Partition",
  "platform.account": "Platform: account",
  "platform.region": "Platform: region",
  "platform.role": "Platform: role",
  "platform.aliasPrefix": "Platform: alias prefix",
  "platformNaming.tag": "Platform: tag",
  "platformNaming.aliasPrefix": "Platform: aliases",
  targets: "Target accounts",
  method: "Method",
  crossAccount: "Who uses the other account’s key",
  createGrant: "CreateGrant",
  actions: "Actions",
  "actions.ec2Permissions": "EC2 and EBS permissions",
  "guards.organizationId": "Organization id",
  "guards.externalId": "External id",
  "period.from": "Time: only from",
  "period.until": "Time: only until",
  moment: "Time: the moment to decide for",
};

const fields: Readonly<Record<string, string>> = {
  account: "account",
  name: "name",
  role: "role",
  service: "service",
  keys: "keys",
  type: "type",
  naming: "name",
  region: "region",
  replicaRegions: "replicas",
  origin: "origin",
  spec: "key spec",
  administrators: "administrators",
  states: "state",
  expires: "expiry of its material",
  createGrant: "CreateGrant",
};

/** The name of the question at a path. Returns `undefined` if the answers do not have the question. */
export function questionName(scenario: Scenario, path: string): string | undefined {
  if (names[path]) return names[path];
  const [section, targetId, field = "", keyId, keyField = ""] = path.split(".");
  if (section === "otherUsers") {
    const isNamed = scenario.otherUsers?.some(({ id }) => id === targetId);
    return isNamed ? `Other users: ${fields[field] ?? field}` : undefined;
  }
  const index = scenario.targets.findIndex(({ id }) => id === targetId);
  const target = scenario.targets[index];
  if (!target) return undefined;
  const account = target.account || `Target ${index + 1}`;
  if (keyId === undefined) return `${account}: ${fields[field] ?? field}`;
  const key = target.keys.find(({ id }) => id === keyId);
  return key && `${account}, ${shortened(nameOfKey(key))}: ${fields[keyField] ?? keyField}`;
}

/** The first block of a key id: enough to distinguish keys in a list. */
function shortened(name: string): string {
  return /^(mrk-)?[0-9a-f]{8}/.test(name)
    ? `${name.slice(0, name.startsWith("mrk-") ? 12 : 8)}…`
    : name;
}
