import { ec2GrantContext, exampleVolume } from "#acquisition";
import { ec2ViaService } from "#policy/kms";
import { type Route, routesOf, type Scenario } from "#scenario";
import { encryptionContext, newKeyContext } from "./call-parameters.ts";
import type { Context } from "./parsed-denial.ts";

/** What EBS calls for the import; all else the platform calls itself. Source: facts §6. */
const ebsCalls: ReadonlySet<string> = new Set([
  "kms:CreateGrant",
  "kms:Decrypt",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
]);

/** What a text says of a call's way all the same. */
interface Known {
  /** The account of the role that calls, whose instance it is. */
  readonly account: string;
  readonly region: string | undefined;
  /** Nothing where the text does not say how the call came: then it came as the import's do. */
  readonly isThroughEc2: boolean | undefined;
}

/**
 * What a call of the import carries, for texts that leave it out: CloudTrail writes no parameters for a denied call that
 * EC2 made, and an error message never has them. The volume is an example.
 */
export function importCallContext(
  scenario: Scenario,
  action: string,
  { account, region, isThroughEc2 }: Known,
): Context {
  const here: Context =
    region === undefined ? { "aws:RequestedRegion": scenario.platform.region } : {};
  if (!(isThroughEc2 ?? ebsCalls.has(action))) return { ...here, ...direct(scenario, action) };
  const { partition, platform } = scenario;
  const instance = { partition, account, region: region ?? platform.region };
  return {
    ...here,
    ...(isThroughEc2 === undefined && region ? { "kms:ViaService": ec2ViaService(region) } : {}),
    ...(action === "kms:CreateGrant" ? ec2GrantContext(instance, ["Decrypt"]) : {}),
    ...encryptionContext({ "aws:ebs:id": exampleVolume }),
  };
}

/** What the platform sends itself. */
function direct(scenario: Scenario, action: string): Context {
  const replicaRegion = routesOf(scenario).flatMap(regionOfReplica)[0];
  switch (action) {
    case "sts:AssumeRole": {
      const { externalId } = scenario.guards;
      return externalId === "" ? {} : { "sts:ExternalId": externalId };
    }
    case "kms:CreateKey":
      return newKeyContext({ multiRegion: replicaRegion !== undefined });
    case "kms:ReplicateKey":
      return replicaRegion === undefined ? {} : { "kms:ReplicaRegion": replicaRegion };
    default:
      return {};
  }
}

function regionOfReplica({ temporaryKeyRegions }: Route): readonly string[] {
  return temporaryKeyRegions.slice(1, 2);
}
