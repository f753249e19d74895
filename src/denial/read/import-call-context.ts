import { ec2GrantContext, exampleVolume } from "#acquisition";
import { ec2ViaService } from "#policy/kms";
import { type Route, routesOf, type Scenario } from "#scenario";
import { encryptionContext, newKeyContext } from "./call-parameters.ts";
import type { Context } from "./denial.ts";

/** The calls that EBS makes during the import. The platform makes all others itself. Source: facts §6. */
const ebsCalls: ReadonlySet<string> = new Set([
  "kms:CreateGrant",
  "kms:Decrypt",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
]);

/** What a text says about the call anyway. */
interface Known {
  /** The account of the role that calls, whose instance it is. */
  readonly account: string;
  readonly region: string | undefined;
  /** `undefined` if the text does not say how the call was made; the call then counts as made like the import's. */
  readonly isThroughEc2: boolean | undefined;
}

/**
 * The condition keys that a call of the import has, for texts that omit them. CloudTrail omits the parameters of a
 * denied call through EC2, and an error message never has them. The volume is an example.
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

/** The condition keys of a call that the platform makes directly. */
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
