import { bench, describe } from "vitest";
import type { Policy } from "#policy";
import { authorize, createAuthorizerCache } from "../index.ts";
import type { AccessRequest, PolicySet } from "./types.ts";

const key = "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const use = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"];
const byEc2 = { StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" } };

const identityPolicy: Policy = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "Assume",
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Resource: "arn:aws:iam::222222222222:role/CadoResponse*",
    },
    {
      Sid: "Describe",
      Effect: "Allow",
      Action: ["kms:DescribeKey", "kms:ListAliases"],
      Resource: "*",
    },
    { Sid: "Use", Effect: "Allow", Action: use, Resource: key, Condition: byEc2 },
    {
      Sid: "Grant",
      Effect: "Allow",
      Action: "kms:CreateGrant",
      Resource: "arn:aws:kms:*:222222222222:key/*",
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
    {
      Sid: "OtherRegions",
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { StringNotEquals: { "aws:RequestedRegion": ["us-east-1", "eu-west-1"] } },
    },
  ],
};

const keyPolicy: Policy = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "Own",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::222222222222:root" },
      Action: "kms:*",
      Resource: "*",
    },
    {
      Sid: "Administer",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::222222222222:role/Admin" },
      Action: ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"],
      Resource: "*",
    },
    {
      Sid: "Use",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111111111111:role/CadoResponseRole" },
      Action: [...use, "kms:DescribeKey"],
      Resource: "*",
      Condition: byEc2,
    },
    {
      Sid: "Grant",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111111111111:role/CadoResponseRole" },
      Action: "kms:CreateGrant",
      Resource: "*",
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
    {
      Sid: "NoOutsiders",
      Effect: "Deny",
      Principal: "*",
      Action: "kms:*",
      Resource: "*",
      Condition: { StringNotEquals: { "aws:PrincipalAccount": ["111111111111", "222222222222"] } },
    },
  ],
};

const requests: AccessRequest[] = ["Decrypt", "CreateGrant", "ReEncryptFrom", "PutKeyPolicy"].map(
  (action) => ({
    principal: "arn:aws:sts::111111111111:assumed-role/CadoResponseRole/session",
    action: `kms:${action}`,
    resource: key,
    context: {
      "aws:PrincipalArn": "arn:aws:iam::111111111111:role/CadoResponseRole",
      "aws:PrincipalAccount": "111111111111",
      "aws:RequestedRegion": "us-east-1",
      "kms:ViaService": "ec2.us-east-1.amazonaws.com",
      "kms:CallerAccount": "111111111111",
      "kms:EncryptionContext:aws:ebs:id": "vol-0123456789abcdef0",
    },
  }),
);

const policies: PolicySet = { identityPolicies: [identityPolicy], resourcePolicy: keyPolicy };
/** The same texts in policy objects that the authorizer has not met: it remembers by the policy's identity. */
const unseen = (): PolicySet => ({
  identityPolicies: [{ ...identityPolicy }],
  resourcePolicy: { ...keyPolicy },
});
const cache = createAuthorizerCache();
let turn = 0;
const nextRequest = () => requests[turn++ % requests.length] as AccessRequest;

/** One run is a thousand decisions: a single one is shorter than the clock can tell. At least 400 runs a second, 75 with the trace. */
describe("cross-account KMS requests, five statements a policy, 1,000 decisions a run", () => {
  bench("policies seen before, no trace", () => {
    for (let count = 0; count < 1_000; count += 1)
      authorize(nextRequest(), policies, { trace: false, cache });
  });

  bench("policies seen before, with the trace", () => {
    for (let count = 0; count < 1_000; count += 1) authorize(nextRequest(), policies, { cache });
  });
});

/** Wanted: 60 runs a second. */
describe("policies never seen before, 1,000 decisions a run", () => {
  bench("no trace", () => {
    for (let count = 0; count < 1_000; count += 1)
      authorize(nextRequest(), unseen(), { trace: false, cache });
  });
});
