/**
 * The three partitions that Keyhole supports. A policy works within one partition.
 * Source: IAM User Guide, "Amazon Resource Names (ARNs)".
 */
export const partitions = ["aws", "aws-us-gov", "aws-cn"] as const;
export type Partition = (typeof partitions)[number];

/** A region of AWS: its code (`eu-west-1`) and its name. */
export interface Region {
  readonly code: string;
  readonly name: string;
}

/**
 * Source: AWS Regions and Availability Zones, "AWS Regions"; for the two other partitions, their getting-started
 * guides. Last read: 2026-11-24.
 */
const regionNames: Readonly<Record<Partition, Readonly<Record<string, string>>>> = {
  aws: {
    "us-east-1": "US East (N. Virginia)",
    "us-east-2": "US East (Ohio)",
    "us-west-1": "US West (N. California)",
    "us-west-2": "US West (Oregon)",
    "af-south-1": "Africa (Cape Town)",
    "ap-east-1": "Asia Pacific (Hong Kong)",
    "ap-east-2": "Asia Pacific (Taipei)",
    "ap-northeast-1": "Asia Pacific (Tokyo)",
    "ap-northeast-2": "Asia Pacific (Seoul)",
    "ap-northeast-3": "Asia Pacific (Osaka)",
    "ap-south-1": "Asia Pacific (Mumbai)",
    "ap-south-2": "Asia Pacific (Hyderabad)",
    "ap-southeast-1": "Asia Pacific (Singapore)",
    "ap-southeast-2": "Asia Pacific (Sydney)",
    "ap-southeast-3": "Asia Pacific (Jakarta)",
    "ap-southeast-4": "Asia Pacific (Melbourne)",
    "ap-southeast-5": "Asia Pacific (Malaysia)",
    "ap-southeast-6": "Asia Pacific (New Zealand)",
    "ap-southeast-7": "Asia Pacific (Thailand)",
    "ca-central-1": "Canada (Central)",
    "ca-west-1": "Canada West (Calgary)",
    "eu-central-1": "Europe (Frankfurt)",
    "eu-central-2": "Europe (Zurich)",
    "eu-north-1": "Europe (Stockholm)",
    "eu-south-1": "Europe (Milan)",
    "eu-south-2": "Europe (Spain)",
    "eu-west-1": "Europe (Ireland)",
    "eu-west-2": "Europe (London)",
    "eu-west-3": "Europe (Paris)",
    "il-central-1": "Israel (Tel Aviv)",
    "me-central-1": "Middle East (UAE)",
    "me-south-1": "Middle East (Bahrain)",
    "mx-central-1": "Mexico (Central)",
    "sa-east-1": "South America (São Paulo)",
  },
  "aws-us-gov": {
    "us-gov-east-1": "AWS GovCloud (US-East)",
    "us-gov-west-1": "AWS GovCloud (US-West)",
  },
  "aws-cn": {
    "cn-north-1": "China (Beijing)",
    "cn-northwest-1": "China (Ningxia)",
  },
};

/** The regions of a partition, in menu order: the United States first, then by code. */
export function regionsOf(partition: Partition): readonly Region[] {
  return Object.entries(regionNames[partition]).map(([code, name]) => ({ code, name }));
}

const partitionByRegion: ReadonlyMap<string, Partition> = new Map(
  partitions.flatMap((partition) =>
    Object.keys(regionNames[partition]).map((code) => [code, partition] as const),
  ),
);

/** The partition of a region, or `undefined` if the code is no region. */
export function partitionOfRegion(region: string): Partition | undefined {
  return partitionByRegion.get(region);
}

/**
 * Whether a text is the code of a region in one of the three partitions. An Availability Zone (`us-east-1a`) is not.
 */
export function isRegion(text: string): boolean {
  return partitionByRegion.has(text);
}

/** Whether a text names one of the three partitions. */
export function isPartition(text: string): text is Partition {
  return (partitions as readonly string[]).includes(text);
}

/**
 * The value of `kms:ViaService` when EC2 or EBS uses a key; the suffix is the same in every partition.
 * Source: KMS Developer Guide, "kms:ViaService" (services that support it).
 */
export function ec2ViaService(region: string): string {
  return `ec2.${region}.amazonaws.com`;
}
