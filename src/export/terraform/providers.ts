import { attribute, type Block, block, type Expression, list, literal, reference } from "./hcl.ts";

/** The provider of a region's resources: `aws.us_east_1`. */
export function providerOf(region: string): Expression {
  return reference("aws", aliasOf(region));
}

/**
 * The account's providers: one without an alias for IAM, and one for each region with keys.
 * Source: Terraform, "Provider Configuration" (`alias`).
 */
export function providers(homeRegion: string, regions: readonly string[]): readonly Block[] {
  return [provider(homeRegion), ...regions.map((region) => provider(region, aliasOf(region)))];
}

function provider(region: string, alias?: string): Block {
  return block(
    "provider",
    ["aws"],
    [
      ...(alias ? [attribute("alias", literal(alias))] : []),
      attribute("region", literal(region)),
      // Credentials of another account end in an error, before anything is planned.
      attribute("allowed_account_ids", list([reference("var", "account_id")])),
    ],
  );
}

/** Key policies have a region only where the answers are valid, so this is a name. */
function aliasOf(region: string): string {
  return region.replaceAll("-", "_");
}
