import {
  type Ec2Permissions,
  ec2PermissionKinds,
  maximumCompleteRoles,
  type Scenario,
} from "#scenario";
import type { Reader } from "./reader.ts";

/** Where EC2's and EBS's permissions stand, in untrusted answers. An invalid answer is none: nothing is decided. */
export function ec2PermissionsOf(reader: Reader | undefined): Pick<Scenario, "ec2Permissions"> {
  if (!reader) return {};
  const kind = reader.optionalChoice("kind", ec2PermissionKinds);
  const of = kind === "complete" ? reader.optionalTexts("of", maximumCompleteRoles) : undefined;
  reader.end();
  if (!kind) return {};
  const ec2Permissions: Ec2Permissions =
    kind === "complete" && of ? { kind, of: [...new Set(of)] } : { kind };
  return { ec2Permissions };
}
