import { changedPlan, configuration, planText } from "./terraform-texts.ts";

export const root = "arn:aws:iam::222222222222:root";
export const key = "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const keyId = "1234abcd-12ab-34cd-56ef-1234567890ab";
export const keyPolicy = {
  Version: "2012-10-17",
  Statement: [
    { Sid: "Account", Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" },
  ],
};
const trust = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
};
const use = {
  Version: "2012-10-17",
  Statement: [{ Sid: "Use", Effect: "Allow", Action: "kms:Decrypt", Resource: "*" }],
};
/** JSON without layout. */
export const json = (value: unknown) => JSON.stringify(value);
const encoded = (value: unknown) => encodeURIComponent(JSON.stringify(value));
const python = (value: unknown) =>
  json(value).replaceAll('\\"', "\u0001").replaceAll('"', "'").replaceAll("\u0001", '"');
/** A CloudTrail event of KMS in account 222222222222. */
export const event = (eventName: string, requestParameters: unknown, more = {}) => ({
  eventVersion: "1.08",
  eventSource: "kms.amazonaws.com",
  userIdentity: { arn: "arn:aws:iam::222222222222:role/Caller", accountId: "222222222222" },
  eventName,
  awsRegion: "us-east-1",
  recipientAccountId: "222222222222",
  requestParameters,
  ...more,
});

/** What a text says: what it is, and of each policy in it the kind and the key or role. */
export interface Expected {
  readonly recognised: RegExp;
  readonly policies: readonly string[];
  readonly problem?: RegExp;
}

/** Texts of other formats with policies in them, and what is right. */
export const textsWithPolicies: readonly (readonly [
  name: string,
  text: string,
  expected: Expected,
])[] = [
  [
    "put-key-policy's input (--generate-cli-skeleton)",
    json({ KeyId: keyId, PolicyName: "default", Policy: json(keyPolicy) }),
    { recognised: /put-key-policy/, policies: [`key ${keyId}`] },
  ],
  [
    "create-key's input",
    json({ Policy: json(keyPolicy), Description: "ebs", KeyUsage: "ENCRYPT_DECRYPT" }),
    { recognised: /./, policies: ["key"] },
  ],
  [
    "a put-key-policy command line",
    `aws kms put-key-policy --key-id ${keyId} --policy-name default --policy '${json(keyPolicy)}'`,
    { recognised: /policy in it/, policies: ["key"] },
  ],
  [
    "a PutKeyPolicy event",
    json(event("PutKeyPolicy", { keyId, policyName: "default", policy: json(keyPolicy) })),
    { recognised: /CloudTrail event/, policies: [`key ${keyId}`] },
  ],
  [
    "a PutKeyPolicy event that AWS refused",
    json(
      event("PutKeyPolicy", { keyId: key, policy: json(keyPolicy) }, { errorCode: "AccessDenied" }),
    ),
    {
      recognised: /CloudTrail event/,
      policies: [`key ${key}`],
      problem: /AWS refused this PutKeyPolicy/,
    },
  ],
  [
    "CloudTrail's file with an event without a policy",
    json({
      Records: [event("Decrypt", null), event("PutKeyPolicy", { keyId, policy: json(keyPolicy) })],
    }),
    { recognised: /CloudTrail event/, policies: [`key ${keyId}`] },
  ],
  [
    "lookup-events",
    json({
      Events: [
        {
          EventName: "CreateKey",
          CloudTrailEvent: json(event("CreateKey", { policy: json(keyPolicy) })),
        },
      ],
    }),
    { recognised: /CloudTrail event/, policies: ["key"] },
  ],
  [
    "EventBridge",
    json({
      "detail-type": "AWS API Call via CloudTrail",
      detail: event("PutKeyPolicy", { keyId, policy: json(keyPolicy) }),
    }),
    { recognised: /CloudTrail event/, policies: [`key ${keyId}`] },
  ],
  [
    "an UpdateAssumeRolePolicy event",
    json({
      ...event("UpdateAssumeRolePolicy", { roleName: "Response", policyDocument: json(trust) }),
      eventSource: "iam.amazonaws.com",
    }),
    { recognised: /CloudTrail event/, policies: ["trust Response"] },
  ],
  [
    "a CreateRole event in a log line",
    `2026-01-01T00:00:00Z INFO ${json({ ...event("CreateRole", { roleName: "Response", assumeRolePolicyDocument: json(trust) }), eventSource: "iam.amazonaws.com" })} done`,
    { recognised: /CloudTrail event/, policies: ["trust Response"] },
  ],
  [
    "a key in AWS Config",
    json({
      resourceType: "AWS::KMS::Key",
      resourceId: keyId,
      ARN: key,
      awsRegion: "us-east-1",
      accountId: "222222222222",
      configuration: json({ keyId, enabled: true }),
      supplementaryConfiguration: { Policy: json(json(keyPolicy)), KeyRotationStatus: "true" },
    }),
    { recognised: /AWS Config item/, policies: [`key ${key}`] },
  ],
  [
    "a role in AWS Config",
    json({
      resourceType: "AWS::IAM::Role",
      resourceName: "Response",
      configuration: {
        roleName: "Response",
        arn: "arn:aws:iam::222222222222:role/Response",
        assumeRolePolicyDocument: encoded(trust),
        rolePolicyList: [{ policyName: "Kms", policyDocument: encoded(use) }],
      },
    }),
    { recognised: /AWS Config item/, policies: ["trust Response", "identity Response"] },
  ],
  [
    "get-resource-config-history",
    json({
      configurationItems: [
        {
          resourceType: "AWS::KMS::Key",
          arn: key,
          configuration: "{}",
          supplementaryConfiguration: { Policy: json(keyPolicy) },
        },
      ],
    }),
    { recognised: /AWS Config item/, policies: [`key ${key}`] },
  ],
  [
    "Pulumi's state",
    json({
      version: 3,
      deployment: {
        resources: [
          {
            urn: "urn:pulumi:prod::keys::aws:kms/key:Key::ebs",
            type: "aws:kms/key:Key",
            id: keyId,
            inputs: { policy: json(keyPolicy) },
            outputs: { arn: key, policy: json(keyPolicy) },
          },
        ],
      },
    }),
    { recognised: /Pulumi state/, policies: [`key ${key}`] },
  ],
  [
    "Pulumi's YAML program",
    `resources:\n  ebs:\n    type: aws:kms:Key\n    properties:\n      policy:\n        fn::toJSON:\n          Version: "2012-10-17"\n          Statement:\n            - Effect: Allow\n              Principal: {AWS: "${root}"}\n              Action: kms:*\n              Resource: "*"\n`,
    { recognised: /./, policies: ["key"] },
  ],
  [
    "Pulumi's preview",
    json({
      steps: [
        {
          op: "create",
          urn: "urn:pulumi:prod::keys::aws:iam/role:Role::r",
          newState: { inputs: { name: "Response", assumeRolePolicy: json(trust) } },
        },
      ],
    }),
    { recognised: /Pulumi state/, policies: ["trust"] },
  ],
  [
    "Crossplane's Key",
    `apiVersion: kms.aws.upbound.io/v1beta1\nkind: Key\nmetadata:\n  name: ebs\n  annotations:\n    crossplane.io/external-name: ${keyId}\nspec:\n  forProvider:\n    region: us-east-1\n    policy: |\n      ${json(keyPolicy)}\n`,
    { recognised: /Kubernetes resource Key/, policies: [`key ${keyId}`] },
  ],
  [
    "Crossplane's Role",
    json({
      apiVersion: "iam.aws.upbound.io/v1beta1",
      kind: "Role",
      metadata: { name: "response" },
      spec: { forProvider: { assumeRolePolicy: json(trust) } },
    }),
    { recognised: /Kubernetes resource Role/, policies: ["trust"] },
  ],
  [
    "ACK's Role in a list of kubectl",
    json({
      apiVersion: "v1",
      kind: "List",
      items: [
        {
          apiVersion: "iam.services.k8s.aws/v1alpha1",
          kind: "Role",
          metadata: { name: "response" },
          spec: {
            name: "Response",
            assumeRolePolicyDocument: json(trust),
            inlinePolicies: { kms: json(use) },
          },
          status: { ackResourceMetadata: { arn: "arn:aws:iam::222222222222:role/Response" } },
        },
      ],
    }),
    { recognised: /Kubernetes resource Role/, policies: ["trust Response", "identity Response"] },
  ],
  [
    "a ConfigMap",
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: policies\ndata:\n  key.json: |\n    ${json(keyPolicy)}\n  use.json: |\n    ${json(use)}\n`,
    { recognised: /Kubernetes resource ConfigMap/, policies: ["key", "identity"] },
  ],
  [
    "an OpenShift CredentialsRequest",
    `apiVersion: cloudcredential.openshift.io/v1\nkind: CredentialsRequest\nmetadata:\n  name: aws-ebs-csi-driver-operator\nspec:\n  providerSpec:\n    apiVersion: cloudcredential.openshift.io/v1\n    kind: AWSProviderSpec\n    statementEntries:\n    - effect: Allow\n      action:\n      - kms:Decrypt\n      resource: '*'\n    - effect: Allow\n      action:\n      - kms:CreateGrant\n      resource: '*'\n      policyCondition:\n        Bool:\n          kms:GrantIsForAWSResource: true\n`,
    { recognised: /CredentialsRequest/, policies: ["identity"] },
  ],
  [
    "several CredentialsRequests",
    ["a", "b"]
      .map((name) =>
        json({
          apiVersion: "cloudcredential.openshift.io/v1",
          kind: "CredentialsRequest",
          metadata: { name },
          spec: {
            providerSpec: {
              kind: "AWSProviderSpec",
              statementEntries: [{ effect: "Allow", action: ["kms:*"], resource: "*" }],
            },
          },
        }),
      )
      .join("\n"),
    { recognised: /CredentialsRequest/, policies: ["identity", "identity"] },
  ],
  [
    "a CredentialsRequest that Python printed",
    `request = {'kind': 'CredentialsRequest', 'spec': {'providerSpec': {'statementEntries': [{'effect': 'Allow', 'action': ['kms:Decrypt'], 'resource': '*'}]}}}`,
    { recognised: /./, policies: ["identity"] },
  ],
  [
    "Python's print of get_key_policy",
    `{'Policy': '${json(keyPolicy).replaceAll(",", ",\\n ")}', 'PolicyName': 'default', 'ResponseMetadata': {'RetryAttempts': 0, 'HTTPHeaders': {'date': 'x'}}}`,
    { recognised: /get-key-policy/, policies: ["key"] },
  ],
  [
    "Python's print of get_role, with a date",
    `response: {'Role': {'RoleName': 'Response', 'CreateDate': datetime.datetime(2026, 1, 1, 0, 0, tzinfo=tzutc()), 'AssumeRolePolicyDocument': ${python(trust)}, 'Tags': [], 'MaxSessionDuration': 3600, 'Deleted': None}}`,
    { recognised: /policy in it/, policies: ["trust Response"] },
  ],
  [
    "Python's print of a policy",
    python(use).replace("'Effect'", "u'Effect'"),
    { recognised: /./, policies: ["identity"] },
  ],
  ["the text of a plan, in colours", planText, { recognised: /terraform plan/, policies: ["key"] }],
  [
    "the text of a plan that changes a policy",
    changedPlan,
    { recognised: /terraform plan/, policies: [`key ${keyId}`], problem: /hides parts/ },
  ],
  [
    "a Terraform configuration",
    configuration,
    { recognised: /Terraform configuration/, policies: ["trust Response", "key"] },
  ],
  [
    "a heredoc in a Terraform configuration",
    `resource "aws_kms_key" "ebs" {\n  policy = <<-EOF\n    ${json(keyPolicy)}\n  EOF\n}\n`,
    { recognised: /Terraform configuration/, policies: ["key"] },
  ],
  ["JSON encoded three times", json(json(json(keyPolicy))), { recognised: /./, policies: ["key"] }],
  [
    "JSON copied out of a JSON string",
    json(json(keyPolicy)).slice(1, -1),
    { recognised: /policy in it/, policies: ["key"] },
  ],
  [
    "JSON URL-encoded twice",
    encodeURIComponent(encoded(use)),
    { recognised: /./, policies: ["identity"] },
  ],
  ["a URL-encoded JSON string", encoded(json(keyPolicy)), { recognised: /./, policies: ["key"] }],
  [
    "a query string",
    `Action=PutKeyPolicy&KeyId=${keyId}&Policy=${encoded(keyPolicy)}&Version=2014-11-01`,
    { recognised: /policy in it/, policies: ["key"] },
  ],
  [
    "a cell of a CSV table",
    `id,policy\n1,"${json(keyPolicy).replaceAll('"', '""')}"\n`,
    { recognised: /policy in it/, policies: ["key"] },
  ],
  [
    "an answer of IAM's query API",
    `<GetRolePolicyResponse><PolicyDocument>${encoded(use)}</PolicyDocument></GetRolePolicyResponse>`,
    { recognised: /policy in it/, policies: ["identity"] },
  ],
  [
    "a policy in Ruby",
    'policy = {"Version"=>"2012-10-17", "Statement"=>[{"Effect"=>"Allow", "Action"=>["kms:Decrypt"], "Resource"=>"*"}]}',
    { recognised: /policy in it/, policies: ["identity"] },
  ],
  [
    "a policy in TypeScript",
    "new Policy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['kms:Decrypt'], Resource: '*' }] });",
    { recognised: /policy in it/, policies: ["identity"] },
  ],
  [
    "prose with a policy",
    `Our role has this policy:\n\n${JSON.stringify(use, null, 2)}\n\nWhat is wrong?`,
    { recognised: /policy in it/, policies: ["identity"] },
  ],
  [
    "a log line that begins with a level in brackets",
    `[WARN] policy ${json(use)}`,
    { recognised: /policy in it/, policies: ["identity"] },
  ],
];
