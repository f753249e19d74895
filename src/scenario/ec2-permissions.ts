/**
 * Where the permissions of EC2 and EBS stand that an import needs besides those of KMS. `written`: Keyhole writes them
 * into the identity policies of its roles. `complete`: the identity policies here are all that a role has, `of` names
 * whose: `platform` or a target's id; if absent, every role's. In both cases the run decides the calls too.
 */
export type Ec2Permissions =
  | { readonly kind: "written" }
  | { readonly kind: "complete"; readonly of?: readonly string[] };

export const ec2PermissionKinds = ["written", "complete"] as const;

/** The limit of the list of owners. A link or file does not restore more. */
export const maximumCompleteRoles = 2_001;
