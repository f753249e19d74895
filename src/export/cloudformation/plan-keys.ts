import { codeSpan } from "../plain-text.ts";
import type { KeyRollout } from "../rollout.ts";
import type {
  Choices,
  DocumentWithReason,
  Place,
  PlanPart,
  Refusal,
  Stack,
} from "./account-plan.ts";
import { existingKey, type KeyPart, newKey } from "./key-resources.ts";
import { logicalIds } from "./template.ts";

/** Keys in one stack: a template has room for 500 resources, and a key brings its alias. */
const keysInStack = 200;

/** Plans the stacks of an account's keys, a region each: keys that exist are imported, others made. */
export function planKeys(
  { partition, account, word }: Place,
  choices: Choices,
  refusal: Refusal,
): PlanPart {
  const leftOut: DocumentWithReason[] = [];
  const byHand: DocumentWithReason[] = [];
  const planned: KeyRollout[] = [];
  const exist = choices.keys !== "new";
  for (const key of account.keys) {
    const { document } = key;
    const refused = refusal([key.policy, { ...key.key.naming }, { ...key.named }]);
    const notByStack = whyByHand(key, exist);
    if (refused !== undefined) leftOut.push({ document, why: refused });
    else if (notByStack !== undefined) byHand.push({ document, why: notByStack });
    else planned.push(key);
  }
  const stacks = batchesOf(planned).map((batch) => {
    const giveId = logicalIds();
    const parts = batch.keys.map((key) =>
      exist ? existingKey(partition, key, giveId) : newKey(partition, key, giveId),
    );
    return keyStack(account.account, word, batch, parts, exist);
  });
  return { stacks, byHand, leftOut, notes: exist ? [] : notesOnNewKeys(planned) };
}

function notesOnNewKeys(keys: readonly KeyRollout[]): readonly string[] {
  const many = keys.flatMap(({ named }) => (named.by === "list" ? [named.words] : []));
  return [
    ...(keys.some(({ named: { by } }) => by === "arn") ? [newIds] : []),
    ...(keys.some(({ key: { origin } }) => origin === "imported") ? [material] : []),
    ...many.map(
      (words) => `One key is made for ${codeSpan(words)}; keys that exist stay as they are.`,
    ),
  ];
}

const material =
  "A new key for imported material cannot be used until you import the material, into each replica too.";
const newIds =
  "AWS chooses the id of a new key: the policies here still name the ids of your answers. Deploy the keys, enter the ARNs from the stacks’ outputs in Keyhole, and export again with keys that exist.";

/** Why no stack can set the policy of a key. Source: CloudFormation Template Reference, "AWS::KMS::Key". */
function whyByHand({ key, named }: KeyRollout, exists: boolean): string | undefined {
  if (key.origin === "custom-key-store")
    return "CloudFormation neither makes nor manages keys in custom key stores";
  if (exists && named.by === "list")
    return "it is for each of several keys, and the answers do not say which ids they have";
  return undefined;
}

interface Batch {
  readonly region: string;
  readonly replicas: boolean;
  /** Counted from 1. */
  readonly number: number;
  readonly keys: readonly KeyRollout[];
}

/** The keys by region, replicas after all that they may replicate. */
function batchesOf(keys: readonly KeyRollout[]): readonly Batch[] {
  return [false, true].flatMap((replicas) => {
    const own = keys.filter(({ replicaOf }) => (replicaOf !== undefined) === replicas);
    return [...new Set(own.map(({ region }) => region))].flatMap((region) => {
      const there = own.filter((key) => key.region === region);
      const count = Math.ceil(there.length / keysInStack);
      return Array.from({ length: count }, (_, index) => ({
        region,
        replicas,
        number: index + 1,
        keys: there.slice(index * keysInStack, (index + 1) * keysInStack),
      }));
    });
  });
}

function keyStack(
  account: string,
  word: string,
  { region, replicas, number }: Batch,
  parts: readonly KeyPart[],
  exist: boolean,
): Stack {
  const kind = replicas ? "replicas" : "keys";
  const suffix = number > 1 ? `-${number}` : "";
  const name = [word, fileWord(region), ...(replicas ? ["replicas"] : [])].join("-");
  return {
    account,
    region,
    name: name + suffix,
    stackName: `Keyhole-${kind}${suffix}`,
    template: {
      description: `Keyhole: ${kind} of the import in account ${word}, ${fileWord(region)}.`,
      parameters: Object.assign({}, ...parts.map(({ parameters }) => parameters)),
      resources: Object.assign({}, ...parts.map(({ resources }) => resources)),
      outputs: Object.assign({}, ...parts.map(({ outputs }) => outputs)),
    },
    keys: parts,
    imports: exist,
  };
}

/** A region within a file name, whatever an answer says. */
function fileWord(region: string): string {
  return region.replace(/[^A-Za-z0-9]+/g, "-");
}
