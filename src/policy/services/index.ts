import { globMatches } from "../glob.ts";
import { type ConditionKey, conditionKeyOfRow } from "../kms/index.ts";
import { globalConditionKeys } from "./global-keys.ts";
import type { ServiceRows } from "./rows.ts";
import { actionNameRows, conditionKeyRows, ebs, ec2, iam, kms, sts } from "./services.generated.ts";

export { globalConditionKeys } from "./global-keys.ts";

/** One action of a service whose facts are known in full. Source: Service Authorization Reference. */
export interface ServiceAction {
  /** `ec2:CreateVolume`. */
  readonly name: string;
  readonly conditionKeys: readonly string[];
  /** ARN patterns with `${…}` in them; none for a call that takes `Resource: "*"` only. */
  readonly resources: readonly string[];
}

const knownInFull: Readonly<Record<string, ServiceRows>> = { ebs, ec2, iam, kms, sts };

let namesByService: ReadonlyMap<string, string> | undefined;

/** Service prefix to its action names in one text; built when first asked for. */
function namesOf(): ReadonlyMap<string, string> {
  namesByService ??= new Map(actionNameRows);
  return namesByService;
}

/** Whether a service prefix exists, in any case. */
export function isService(prefix: string): boolean {
  return namesOf().has(prefix.toLowerCase());
}

/** Every service prefix, sorted. */
export function servicePrefixes(): readonly string[] {
  return [...namesOf().keys()];
}

const actionLists = new Map<string, readonly string[]>();

/** The names of a service's actions, without the prefix. */
export function actionNamesOf(prefix: string): readonly string[] {
  const service = prefix.toLowerCase();
  const ready = actionLists.get(service);
  if (ready) return ready;
  const list = (namesOf().get(service) ?? "").split(" ").filter((name) => name !== "");
  actionLists.set(service, list);
  return list;
}

/** The actions of one service that a name pattern names, as the reference writes them: `ReEncrypt*` of `kms`. */
export function actionsMatching(prefix: string, namePattern: string): readonly string[] {
  const wanted = namePattern.toLowerCase();
  if (wanted === "*") return actionNamesOf(prefix);
  return actionNamesOf(prefix).filter((name) => globMatches(wanted, name.toLowerCase()));
}

const factsByService = new Map<string, ReadonlyMap<string, ServiceAction>>();

/** The facts of an action (`ec2:CreateVolume`, any case), where its service is one of those known in full. */
export function serviceAction(action: string): ServiceAction | undefined {
  const name = action.toLowerCase();
  const service = name.slice(0, name.indexOf(":"));
  const rows = Object.hasOwn(knownInFull, service) ? knownInFull[service] : undefined;
  if (!rows) return undefined;
  const ready = factsByService.get(service) ?? factsOf(service, rows);
  factsByService.set(service, ready);
  return ready.get(name);
}

function factsOf(service: string, rows: ServiceRows): ReadonlyMap<string, ServiceAction> {
  const sets = rows.keySets.map((set) => set.map((index) => rows.keys[index] ?? ""));
  const facts = new Map<string, ServiceAction>();
  for (const [name, set, ...resources] of rows.actions) {
    facts.set(`${service}:${name.toLowerCase()}`, {
      name: `${service}:${name}`,
      conditionKeys: sets[set] ?? [],
      resources: resources.map((index) => rows.arns[index] ?? ""),
    });
  }
  return facts;
}

interface KeyIndex {
  readonly exact: ReadonlyMap<string, ConditionKey>;
  /** Keys with `${…}`, with the texts before and after it in lower case. */
  readonly open: readonly { before: string; after: string; key: ConditionKey }[];
}

let keyIndex: KeyIndex | undefined;

function indexOfKeys(): KeyIndex {
  if (keyIndex) return keyIndex;
  const all = [...globalConditionKeys, ...conditionKeyRows.split("\n").map(conditionKeyOfRow)];
  const exact = new Map<string, ConditionKey>();
  const open: KeyIndex["open"][number][] = [];
  for (const key of all) {
    const name = key.name.toLowerCase();
    const from = name.indexOf("${");
    if (from < 0) exact.set(name, key);
    else open.push({ before: name.slice(0, from), after: name.slice(name.indexOf("}") + 1), key });
  }
  keyIndex = { exact, open };
  return keyIndex;
}

/** The condition key that a name in any case means, of any service, or nothing where the reference has none. */
export function conditionKey(name: string): ConditionKey | undefined {
  const wanted = name.toLowerCase();
  const { exact, open } = indexOfKeys();
  return (
    exact.get(wanted) ??
    open.find(
      ({ before, after }) =>
        wanted.length > before.length + after.length &&
        wanted.startsWith(before) &&
        wanted.endsWith(after),
    )?.key
  );
}

/** Every condition key of the reference and the global ones. */
export function allConditionKeys(): readonly ConditionKey[] {
  const { exact, open } = indexOfKeys();
  return [...exact.values(), ...open.map(({ key }) => key)];
}

const judgedPrefixes = ["kms:", "ec2:", "ebs:", "iam:"];
const judgedTagKeys = ["aws:resourcetag/", "aws:requesttag/", "aws:tagkeys"];
const travelsWithCredentials = ["ec2:sourceinstancearn", "ec2:roledelivery"];

/**
 * Whether a request for an action can bring a condition key. Only keys of KMS, EC2, EBS and IAM and those for tags are
 * judged; any other counts as carried, and so do tags on the actions of services that are not known in full, and a key
 * that the reference lists for no action at all.
 */
export function actionCarriesKey(action: string, key: string): boolean {
  return carriesKey(key)(action);
}

/** `actionCarriesKey` for one key and many actions. */
export function carriesKey(key: string): (action: string) => boolean {
  const wanted = key.toLowerCase();
  const isTagKey = judgedTagKeys.some((beginning) => wanted.startsWith(beginning));
  if (!isTagKey && !judgedPrefixes.some((prefix) => wanted.startsWith(prefix))) return () => true;
  if (travelsWithCredentials.includes(wanted)) return () => true;
  const listed = conditionKey(wanted);
  const carriers = listed && carriersOf(listed.name);
  if (!carriers || carriers.size === 0) return () => true;
  return (action) =>
    carriers.has(action.toLowerCase()) ||
    (serviceAction(action) === undefined && (isTagKey || mayCarry(action)));
}

/** Two services use keys of EC2 and IAM beside their own; of one that does not exist nothing can be said. */
function mayCarry(action: string): boolean {
  const service = action.slice(0, action.indexOf(":")).toLowerCase();
  return service === "ec2-instance-connect" || service === "codestar" || !isService(service);
}

const carriersByKey = new Map<string, ReadonlySet<string>>();

/** The actions (lower case) that the reference lists a key for; read once for each key of the reference. */
function carriersOf(name: string): ReadonlySet<string> {
  const ready = carriersByKey.get(name);
  if (ready) return ready;
  const carriers = new Set<string>();
  for (const [service, rows] of Object.entries(knownInFull)) {
    const index = rows.keys.indexOf(name);
    if (index < 0) continue;
    const sets = rows.keySets.map((set) => set.includes(index));
    for (const [action, set] of rows.actions)
      if (sets[set]) carriers.add(`${service}:${action.toLowerCase()}`);
  }
  carriersByKey.set(name, carriers);
  return carriers;
}
