import { accountId, parseArn } from "#policy";
import { partitionOfRegion } from "#policy/kms";
import { readJson } from "../text/json-text.ts";
import { bare } from "../text/pieces.ts";
import { listIn, memberIn, objectIn, optional, textIn } from "../value.ts";
import { type DescribedKey, readKeyMetadata } from "./key-metadata.ts";

/** What a text says about one key. A member is missing if the text does not say it. */
export interface KeyFacts extends DescribedKey {
  readonly partition?: string;
  readonly account?: string;
  readonly region?: string;
  readonly keyId?: string;
  /** With `alias/`. */
  readonly alias?: string;
  readonly isMultiRegion?: boolean;
  /** The primary's region, then those of the replicas; only if the text lists them. */
  readonly regions?: readonly string[];
  /** Who made the key: AWS (`alias/aws/ebs`) or the customer. */
  readonly madeBy?: "aws" | "customer";
}

/** What was read of a text about a volume or its key. */
export interface ReadVolume {
  /** In the user's words: “A key ARN”, “Output of aws ec2 describe-volumes”. */
  readonly recognised: string;
  /** The different keys, in the order of the text. Empty if there are none; then `problem` says why. */
  readonly keys: readonly KeyFacts[];
  readonly problem?: string;
}

/** A text of this length is read within a moment; longer ones are no description of one volume. */
const maximumLength = 1_048_576;
/** More keys than anyone chooses from one by one. */
const maximumKeys = 50;

/**
 * Reads what a text says about an encrypted volume and its key: a key's ARN, the output of `describe-volumes`,
 * `describe-snapshots` or `describe-key`, or a policy, whose ARNs and conditions name keys. Never throws.
 * Sources: EC2 API Reference, "Volume", "Snapshot" (`KmsKeyId` is an ARN); KMS API Reference, "KeyMetadata".
 */
export function readVolume(text: string): ReadVolume {
  const trimmed = text.length > maximumLength ? "" : bare(text).trim();
  if (trimmed === "")
    return {
      recognised: "Nothing to read",
      keys: [],
      problem: "Paste a key’s ARN, the output of a command, or a policy of at most 1 MiB.",
    };
  const arn = factsOfArn(trimmed.replace(/^["']|["'],?$/g, ""));
  if (arn) return found(arn.alias === undefined ? "A key ARN" : "An alias ARN", [arn]);
  const read = /^[[{]/.test(trimmed) ? readJson(trimmed) : undefined;
  if (read?.ok) {
    const [listed] = read.documents.flatMap(({ value }) => listing(value) ?? []);
    if (listed) return listed;
  }
  return namedIn(trimmed);
}

function found(recognised: string, keys: readonly KeyFacts[]): ReadVolume {
  const unique = new Map(keys.map((key) => [JSON.stringify(key), key]));
  return { recognised, keys: [...unique.values()].slice(0, maximumKeys) };
}

/** The keys that the output of a command lists; `undefined` for any other value. */
function listing(value: unknown): ReadVolume | undefined {
  const metadata = objectIn(value, "KeyMetadata");
  if (textIn(metadata, "Arn") !== undefined) return described(metadata);
  for (const [member, command, noun] of [
    ["Volumes", "describe-volumes", "volume"],
    ["Snapshots", "describe-snapshots", "snapshot"],
  ] as const) {
    const items = listIn(value, member);
    if (items.length === 0) continue;
    const keys = items.flatMap((item) => factsOfArn(textIn(item, "KmsKeyId") ?? "") ?? []);
    const recognised = `Output of aws ec2 ${command}`;
    if (keys.length > 0) return found(recognised, keys);
    return {
      recognised,
      keys: [],
      problem: `No ${noun} in it is encrypted with a KMS key. An import of unencrypted data needs no KMS permission.`,
    };
  }
  return undefined;
}

function described(metadata: Readonly<Record<string, unknown>>): ReadVolume {
  const recognised = "Output of aws kms describe-key";
  const arn = factsOfArn(textIn(metadata, "Arn") ?? "");
  if (!arn) return { recognised, keys: [], problem: "Its Arn is not the ARN of a key." };
  const configuration = objectIn(metadata, "MultiRegionConfiguration");
  const replicas = listIn(configuration, "ReplicaKeys");
  const regions = [objectIn(configuration, "PrimaryKey"), ...replicas].flatMap(
    (key) => textIn(key, "Region") ?? [],
  );
  const manager = textIn(metadata, "KeyManager");
  return found(recognised, [
    {
      ...arn,
      ...readKeyMetadata(metadata),
      ...optional("isMultiRegion", memberIn(metadata, "MultiRegion") === true || arn.isMultiRegion),
      ...(regions.length > 0 ? { regions } : {}),
      ...(manager === "AWS" || manager === "CUSTOMER"
        ? { madeBy: manager === "AWS" ? ("aws" as const) : ("customer" as const) }
        : {}),
    },
  ]);
}

/** The keys that a policy, or any other text, names by ARN; else the account and region of a key policy. */
function namedIn(text: string): ReadVolume {
  const words = text.split(/[\s"'`,;()[\]{}<>]+/);
  const keys = words.flatMap((word) => (word.startsWith("arn:") ? (factsOfArn(word) ?? []) : []));
  const isPolicy = /"Statement"\s*:|\\"Statement\\"|^\s*Statement\s*:/m.test(text);
  if (keys.length > 0)
    return found(isPolicy ? "A policy that names keys" : "A text that names keys", keys);
  const accounts = new Set(
    words.flatMap((word) => {
      const arn = word.startsWith("arn:") ? parseArn(word.replace(/\\+$/, "")) : undefined;
      return arn?.service === "iam" && arn.resource === "root" && accountId(arn.account)
        ? [arn.account]
        : [];
    }),
  );
  const regions = new Set(
    words.flatMap((word) => {
      const region = /^(?:ec2|ebs)\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\\*$/.exec(word)?.[1];
      return region !== undefined && partitionOfRegion(region) ? [region] : [];
    }),
  );
  const facts: KeyFacts = {
    ...optional("account", accounts.size === 1 ? [...accounts][0] : undefined),
    ...optional("region", regions.size === 1 ? [...regions][0] : undefined),
  };
  if (isPolicy && Object.keys(facts).length > 0) return found("A key policy", [facts]);
  return {
    recognised: isPolicy ? "A policy without a key" : "No key in this text",
    keys: [],
    problem:
      "It names no KMS key. Paste the key’s ARN, which begins with arn:aws:kms, or fill in the fields.",
  };
}

function factsOfArn(text: string): KeyFacts | undefined {
  const arn = parseArn(text.replace(/\\+$/, ""));
  if (arn?.service !== "kms" || !accountId(arn.account)) return undefined;
  const partition = partitionOfRegion(arn.region);
  if (partition !== arn.partition) return undefined;
  const place = { partition, account: arn.account, region: arn.region };
  if (arn.resource === "alias/aws/ebs") return { ...place, alias: arn.resource, madeBy: "aws" };
  if (/^alias\/(?!aws\/)[\w/-]{1,250}$/.test(arn.resource))
    return { ...place, alias: arn.resource, madeBy: "customer" };
  const keyId = /^key\/((?:mrk-)?[0-9a-f-]{32,36})$/.exec(arn.resource)?.[1];
  if (keyId === undefined) return undefined;
  const isMultiRegion = keyId.startsWith("mrk-");
  return {
    ...place,
    keyId,
    isMultiRegion,
    ...(isMultiRegion ? { madeBy: "customer" as const } : {}),
  };
}
