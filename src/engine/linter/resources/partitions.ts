import { isRegion, partitions } from "#policy/kms";

/**
 * The partitions that exist, also those that Keyhole writes no policies for.
 * Source: AWS General Reference and the AWS SDKs' endpoint data.
 */
export const knownPartitions: readonly string[] = [
  ...partitions,
  "aws-iso",
  "aws-iso-b",
  "aws-iso-e",
  "aws-iso-f",
  "aws-eusc",
];

const isolatedRegions = [
  "us-iso-east-1",
  "us-iso-west-1",
  "us-isob-east-1",
  "us-isob-west-1",
  "eu-isoe-west-1",
  "us-isof-east-1",
  "us-isof-south-1",
  "eusc-de-east-1",
];

/** Whether a region of any partition has the code. */
export function isAnyRegion(text: string): boolean {
  return isRegion(text) || isolatedRegions.includes(text);
}
