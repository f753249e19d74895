import type { Remedy } from "#acquisition";
import type { AccessRequest, PolicySlot } from "#engine";
import { awsCommand, parseArn, principalName } from "#policy";
import type { AwsSaid } from "./read/aws-said.ts";

/** The layers in AWS's words. */
export const layerNames: Readonly<Record<PolicySlot, string>> = {
  identityPolicies: "identity-based policy",
  resourcePolicy: "resource-based policy",
  permissionsBoundary: "permissions boundary",
  sessionPolicies: "session policy",
  serviceControlPolicies: "service control policy",
  resourceControlPolicies: "resource control policy",
  endpointPolicies: "VPC endpoint policy",
};

/** What a layer belongs to, such as “of account 2222…”. */
export function layerOwner(layer: PolicySlot, request: AccessRequest): string {
  const { name, account } = principalName(roleOf(request));
  const resource = parseArn(request.resource);
  switch (layer) {
    case "serviceControlPolicies":
      return account ? `of the caller’s account ${account}` : "of the caller’s account";
    case "resourceControlPolicies":
      return resource?.account
        ? `of the resource’s account ${resource.account}`
        : "of the resource’s account";
    case "endpointPolicies":
      return "of the VPC endpoint that the call passed";
    case "sessionPolicies":
      return `of this session of ${name}`;
    case "resourcePolicy":
      return resource ? `of ${resource.resource}` : "of the resource";
    default:
      return `of ${name}`;
  }
}

/** How to find a layer's policy, and to import it: no other edit helps. */
export function layerRemedies(said: AwsSaid, request: AccessRequest): readonly Remedy[] {
  const { layer } = said;
  if (layer === "unknown")
    return [
      {
        text: "AWS does not say which policy has the Deny. Import the policies that may: service and resource control policies of both accounts, the caller’s permissions boundary, session policies, and the VPC endpoint’s policy.",
      },
      ...layerRemedies({ layer: "serviceControlPolicies", explicit: true }, request),
      ...layerRemedies({ layer: "permissionsBoundary", explicit: true }, request),
    ];
  const name = layerNames[layer];
  const find = findingOf(said, layer, request);
  const change = said.explicit
    ? `Keyhole then names the statement that denies this call, and the answer or the value of the call that satisfies it. No Allow does: a Deny stands above every Allow.`
    : `Then allow ${request.action} in it, besides the other policies.`;
  return [
    {
      ...find,
      imports: true,
      text: `Import the ${name} ${layerOwner(layer, request)}. ${find.text}`,
    },
    { text: change },
  ];
}

/** Where to find a layer, and a command that shows it. */
type Found = Pick<Remedy, "text" | "command">;

function findingOf(
  { policyArn, explicit }: AwsSaid,
  layer: PolicySlot,
  request: AccessRequest,
): Found {
  const organizationPolicy = /\/(p-[a-z0-9]{8,128})$/.exec(policyArn ?? "")?.[1];
  if (organizationPolicy)
    return {
      text: "From the organization’s management account:",
      ...run("organizations", "describe-policy", { "policy-id": organizationPolicy }),
    };
  if (policyArn && parseArn(policyArn)?.service === "iam")
    return {
      text: `AWS names it: ${policyArn}.`,
      ...run("iam", "get-policy", { "policy-arn": policyArn }),
    };
  const account = principalName(request.principal).account || "ACCOUNT";
  const resource = parseArn(request.resource);
  const region = resource?.region || regionIn(request);
  switch (layer) {
    case "serviceControlPolicies":
      return {
        text: `Look for ${explicit ? "a Deny that fits this call" : "a level without an Allow, such as FullAWSAccess"} at the account, at each organizational unit above it and at the root. From the management account:`,
        ...run("organizations", "list-policies-for-target", {
          "target-id": account,
          filter: "SERVICE_CONTROL_POLICY",
        }),
      };
    case "resourceControlPolicies":
      return {
        text: `Look for ${explicit ? "a Deny that fits this call" : "a level without RCPFullAWSAccess"} at the account, at each organizational unit above it and at the root. From the management account:`,
        ...run("organizations", "list-policies-for-target", {
          "target-id": resource?.account || "ACCOUNT",
          filter: "RESOURCE_CONTROL_POLICY",
        }),
      };
    case "permissionsBoundary":
      return { text: `In account ${account}:`, ...boundaryCommand(request) };
    case "sessionPolicies":
      return {
        text: "The caller of AssumeRole passes it. The event AssumeRole has it under requestParameters, policy or policyArns:",
        ...run("cloudtrail", "lookup-events", {
          ...(region ? { region } : {}),
          "lookup-attributes": "AttributeKey=EventName,AttributeValue=AssumeRole",
        }),
      };
    case "endpointPolicies": {
      const service = request.action.split(":")[0] ?? "kms";
      const endpoint = [request.context?.["aws:SourceVpce"] ?? []].flat()[0];
      return {
        text: "In the account and region of the VPC from which the call came:",
        ...run("ec2", "describe-vpc-endpoints", {
          ...(region ? { region } : {}),
          ...(endpoint
            ? { "vpc-endpoint-ids": endpoint }
            : {
                filters: `Name=service-name,Values=com.amazonaws.${region || "REGION"}.${service}`,
              }),
        }),
      };
    }
    case "identityPolicies":
      return {
        text: `What is deployed in account ${account} differs from these documents, or this is another role:`,
        ...run("iam", "get-account-authorization-details", { filter: "Role" }),
      };
    case "resourcePolicy":
      return resource?.service === "kms"
        ? {
            text: "What is deployed differs from these documents, or this is another key:",
            ...run("kms", "get-key-policy", {
              "policy-name": "default",
              "key-id": request.resource,
              ...(region ? { region } : {}),
            }),
          }
        : { text: "What is deployed differs from these documents." };
  }
}

function boundaryCommand(request: AccessRequest): { readonly command: string } {
  const { name } = principalName(roleOf(request));
  return parseArn(request.principal)?.resource.startsWith("user/")
    ? run("iam", "get-user", { "user-name": name, query: "User.PermissionsBoundary" })
    : run("iam", "get-role", { "role-name": name, query: "Role.PermissionsBoundary" });
}

function run(service: string, operation: string, options: Readonly<Record<string, string>>) {
  return { command: awsCommand(service, operation, options) };
}

function regionIn({ context }: AccessRequest): string {
  const region = context?.["aws:RequestedRegion"];
  return typeof region === "string" ? region : "";
}

/** The role of a session; another principal as it is. */
function roleOf({ principal }: AccessRequest): string {
  const arn = parseArn(principal);
  const [, role] = /^assumed-role\/([^/]+)/.exec(arn?.resource ?? "") ?? [];
  return arn && role ? `arn:${arn.partition}:iam::${arn.account}:role/${role}` : principal;
}
