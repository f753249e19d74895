import { codeSpan } from "../plain-text.ts";
import type { ReadDocument, RoleRollout } from "../rollout.ts";
import type {
  Choices,
  DocumentWithReason,
  Place,
  PlanPart,
  Refusal,
  Stack,
} from "./account-plan.ts";
import { logicalIds, type Resource } from "./template.ts";

/**
 * Plans the stack of an account's roles: new ones with their trust policies, and for all of them their policies as
 * managed policies. Of a role that exists only the trust policy is left to a command.
 * Source: CloudFormation Template Reference, "AWS::IAM::Role" and "AWS::IAM::ManagedPolicy".
 */
export function planRoles({ account, word }: Place, choices: Choices, refusal: Refusal): PlanPart {
  const giveId = logicalIds();
  const leftOut: DocumentWithReason[] = [];
  const byHand: DocumentWithReason[] = [];
  const notes: string[] = [];
  const resources: Record<string, Resource> = {};
  const outputs: Record<string, { Value: unknown }> = {};
  const fits = (one: ReadDocument, names: readonly string[]) => {
    const why = refusal([one.policy, ...names]);
    if (why !== undefined) leftOut.push({ document: one.document, why });
    return why === undefined;
  };
  for (const role of account.roles) {
    const names = [role.name, role.path, ...(role.tag ? [role.tag.key, role.tag.value] : [])];
    const makes = !role.isPlatform && choices.targetRoles !== "existing";
    const trust = role.trust && fits(role.trust, names) ? role.trust : undefined;
    const roleId = makes && trust ? giveId("Role", role.name) : undefined;
    if (roleId && trust) {
      resources[roleId] = roleResource(role, trust);
      outputs[`${roleId}Arn`] = { Value: { "Fn::GetAtt": [roleId, "Arn"] } };
    } else if (trust) byHand.push({ document: trust.document, why: ownTrust });
    else if (makes) notes.push(`The role ${codeSpan(role.name)} must be there first: ${noTrust}.`);
    for (const policy of role.policies)
      if (fits(policy, [...names, policy.name]))
        resources[giveId("Policy", policy.name)] = {
          Type: "AWS::IAM::ManagedPolicy",
          Properties: {
            ManagedPolicyName: policy.name,
            PolicyDocument: policy.policy,
            Roles: [roleId ? { Ref: roleId } : role.name],
          },
        };
  }
  const stack: Stack = {
    account: account.account,
    region: account.homeRegion,
    name: word,
    stackName: "Keyhole-roles",
    template: {
      description: `Keyhole: roles and policies of the import in account ${word}.${
        byHand.length > 0
          ? " Trust policies of roles that exist are set by command: see README.md."
          : ""
      }`,
      parameters: {},
      resources,
      outputs,
    },
    keys: [],
    imports: false,
  };
  return {
    stacks: Object.keys(resources).length > 0 ? [stack] : [],
    byHand,
    leftOut,
    notes,
  };
}

const ownTrust =
  "a stack sets the trust policy only of roles that it made or imported, and an import would take over all else of the role";
const noTrust = "there is no trust policy for it here, and a role cannot be made without one";

function roleResource({ name, path, tag }: RoleRollout, trust: ReadDocument): Resource {
  return {
    Type: "AWS::IAM::Role",
    Properties: {
      RoleName: name,
      Path: path,
      AssumeRolePolicyDocument: trust.policy,
      ...(tag ? { Tags: [{ Key: tag.key, Value: tag.value }] } : {}),
    },
  };
}
