import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { importText } from "./import-text.ts";

const json = (value: unknown) => JSON.stringify(value);
const account = "222222222222";
const keyArn = `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const role = `arn:aws:iam::${account}:role/Response`;
const policy = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
const deny = { Effect: "Deny", Action: "kms:*", Resource: "*" };
const all = { Effect: "Allow", Action: "*", Resource: "*" };
const scp = policy(deny);
const rcp = policy({
  ...deny,
  Principal: "*",
  Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-abcde12345" } },
});
const endpoint = policy({ ...all, Principal: "*", Action: "kms:Decrypt", Resource: keyArn });
const grant = { KeyId: keyArn, GranteePrincipal: role, Operations: ["Decrypt"] };
const described = (Type: string, content: unknown) => ({
  Policy: { PolicySummary: { Id: "p-1", Name: "NoKms", Type }, Content: json(content) },
});
const listed = (Type: string, AwsManaged: boolean) => ({
  Policies: [{ Id: "p-FullAWSAccess", Name: "FullAWSAccess", Type, AwsManaged }],
});
const terraform = (...resources: object[]) => ({
  format_version: "1.0",
  values: { root_module: { resources } },
});
const resource = (type: string, values: object) => ({ address: `${type}.x`, type, values });
const service = "com.amazonaws.us-east-1.kms";

/** "service-control 222222222222", with "?" for a layer that only looks like its kind. */
function briefly(text: string, name?: string): readonly string[] {
  const { layers = [] } = importText(text, name);
  return layers.map(({ kind, owner, isGuess }) => `${kind}${isGuess ? "?" : ""} ${owner}`.trim());
}

const cases: readonly (readonly [name: string, value: unknown, layers: readonly string[]])[] = [
  ["list-grants", { Grants: [grant] }, [`grants ${keyArn}`]],
  [
    "grants of two keys",
    { Grants: [grant, { ...grant, KeyId: `${keyArn}0` }] },
    [`grants ${keyArn}`, `grants ${keyArn}0`],
  ],
  [
    "a Grant of ACK",
    {
      apiVersion: "kms.services.k8s.aws/v1alpha1",
      kind: "Grant",
      spec: { keyID: keyArn, granteePrincipal: role, operations: ["Decrypt"] },
    },
    [`grants ${keyArn}`],
  ],
  [
    "Grants of Crossplane in a list of kubectl",
    {
      kind: "List",
      items: [
        {
          apiVersion: "kms.aws.upbound.io/v1beta1",
          kind: "Grant",
          spec: {
            forProvider: {
              keyId: keyArn,
              granteePrincipal: role,
              operations: ["Decrypt"],
              constraints: [{ encryptionContextSubset: { "aws:ebs:id": "vol-1" } }],
            },
          },
        },
      ],
    },
    [`grants ${keyArn}`],
  ],
  ["grants without a key's ARN", { Grants: [{ ...grant, KeyId: "1234" }] }, ["grants"]],
  ["describe-policy of an SCP", described("SERVICE_CONTROL_POLICY", scp), ["service-control"]],
  ["describe-policy of an RCP", described("RESOURCE_CONTROL_POLICY", rcp), ["resource-control"]],
  [
    "describe-policy of an SCP that only allows",
    described("SERVICE_CONTROL_POLICY", policy(all)),
    ["service-control"],
  ],
  ["list-policies-for-target", listed("SERVICE_CONTROL_POLICY", true), ["service-control"]],
  [
    "list-policies-for-target of RCPs",
    listed("RESOURCE_CONTROL_POLICY", true),
    ["resource-control"],
  ],
  [
    "describe-vpc-endpoints",
    {
      VpcEndpoints: [
        {
          VpcEndpointId: "vpce-1",
          ServiceName: service,
          OwnerId: account,
          PolicyDocument: json(endpoint),
        },
      ],
    },
    [`endpoint ${account}`],
  ],
  [
    "describe-vpc-endpoints of another service",
    {
      VpcEndpoints: [
        {
          VpcEndpointId: "vpce-1",
          ServiceName: "com.amazonaws.us-east-1.s3",
          PolicyDocument: json(endpoint),
        },
      ],
    },
    [],
  ],
  [
    "Terraform's grant",
    terraform(
      resource("aws_kms_grant", {
        key_id: keyArn,
        grantee_principal: role,
        operations: ["Decrypt"],
      }),
    ),
    [`grants ${keyArn}`],
  ],
  [
    "Terraform's SCP with its attachment",
    terraform(
      resource("aws_organizations_policy", {
        id: "p-1",
        name: "NoKms",
        type: "SERVICE_CONTROL_POLICY",
        content: json(scp),
      }),
      resource("aws_organizations_policy_attachment", { policy_id: "p-1", target_id: account }),
    ),
    [`service-control ${account}`],
  ],
  [
    "Terraform's endpoint policy",
    terraform(
      resource("aws_vpc_endpoint", { id: "vpce-1", service_name: service, owner_id: account }),
      resource("aws_vpc_endpoint_policy", { vpc_endpoint_id: "vpce-1", policy: json(endpoint) }),
    ),
    [`endpoint ${account}`],
  ],
  [
    "CloudFormation's SCP and endpoint",
    {
      Resources: {
        Scp: {
          Type: "AWS::Organizations::Policy",
          Properties: {
            Name: "NoKms",
            Type: "SERVICE_CONTROL_POLICY",
            TargetIds: [account],
            Content: scp,
          },
        },
        Endpoint: {
          Type: "AWS::EC2::VPCEndpoint",
          Properties: { ServiceName: service, PolicyDocument: endpoint },
        },
      },
    },
    [`service-control ${account}`, "endpoint"],
  ],
  [
    "a role's boundary in get-account-authorization-details",
    {
      RoleDetailList: [
        {
          RoleName: "Response",
          Arn: role,
          AssumeRolePolicyDocument: policy(),
          PermissionsBoundary: { PermissionsBoundaryArn: `arn:aws:iam::${account}:policy/B` },
        },
      ],
      Policies: [
        {
          Arn: `arn:aws:iam::${account}:policy/B`,
          PolicyName: "B",
          PolicyVersionList: [{ IsDefaultVersion: true, Document: policy(all, deny) }],
        },
      ],
    },
    [`boundary ${role}`],
  ],
  [
    "a session policy in an AssumeRole event",
    {
      eventSource: "sts.amazonaws.com",
      eventName: "AssumeRole",
      requestParameters: { roleArn: role, policy: json(policy(all)) },
    },
    [`session ${role}`],
  ],
  ["a policy that only denies", scp, ["service-control?"]],
  [
    "guardrails with FullAWSAccess",
    policy(all, { ...deny, Condition: { ArnNotLike: { "aws:PrincipalArn": role } } }),
    ["service-control?"],
  ],
  ["a Deny for everyone outside the organization", rcp, ["resource-control?"]],
  ["RCPFullAWSAccess", policy({ ...all, Principal: "*" }), ["resource-control?"]],
  ["an endpoint policy that names a key", endpoint, ["endpoint?"]],
];

describe("layers are read from", () => {
  it.each(cases)("%s", (_name, value, expected) => {
    expect(briefly(json(value))).toEqual(expected);
    const kinds = importText(json(value)).policies.map(({ kind, boundaryOf }) =>
      boundaryOf.length > 0 ? "boundary" : kind,
    );
    expect(kinds.filter((kind) => kind === "key" || kind === "identity")).toEqual([]);
  });

  it("the case file of list-grants", () => {
    const text = readFileSync(
      new URL("./cases/k12-list-grants.import.json", import.meta.url),
      "utf8",
    );
    const { recognised, layers = [] } = importText(text);
    expect(recognised).toMatch(/list-grants/);
    expect(layers).toMatchObject([{ kind: "grants", owner: expect.stringContaining(account) }]);
    expect(layers[0]?.text).toContain("aws:ebs:id");
  });
});

it.each([
  ["scp.json", "service-control?"],
  ["prod-rcp-1.json", "resource-control?"],
  ["boundary.json", "boundary?"],
  ["vpce-policy.json", "endpoint?"],
])("the name of the file %s decides", (name, expected) => {
  expect(briefly(json(policy(all)), name)).toEqual([expected]);
});

it.each<[string, object]>([
  ["a role's policy", policy({ ...all, Action: "kms:Decrypt" }, deny)],
  ["an administrator's policy", policy(all)],
  [
    "a key policy",
    policy({ ...all, Action: "kms:*", Principal: { AWS: account } }, { ...deny, Principal: "*" }),
  ],
])("%s is no layer", (_name, value) => {
  expect(briefly(json(value), "description.json")).toEqual([]);
});

it("says which contents a list of policies lacks", () => {
  const { problems } = importText(json(listed("SERVICE_CONTROL_POLICY", false)));
  expect(problems[0]?.message).toMatch(/describe-policy/);
});

it("refuses a grant without operations", () => {
  const { layers, problems } = importText(json({ Grants: [{ KeyId: keyArn }] }));
  expect(layers).toBeUndefined();
  expect(problems.map(({ severity }) => severity)).toEqual(["error"]);
});
