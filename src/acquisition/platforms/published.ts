import { awsPlatforms } from "./published-by-aws.ts";
import { vendorPlatforms } from "./published-by-vendors.ts";
import type { PublishedPlatform } from "./statements.ts";

/**
 * The published KMS statements of other platforms that read encrypted snapshots, as their sources had them on the day
 * named. EC2 and EBS permissions and what concerns other services are left out. Platforms of which no source could be read
 * are not here. Source: facts §10.
 */
export const publishedPlatforms: readonly PublishedPlatform[] = [
  ...vendorPlatforms,
  ...awsPlatforms,
];
