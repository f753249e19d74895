import type { ReachQuestion } from "#engine";
import type { Statement } from "#policy";

export const exampleKeyArn =
  "arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1";

/** The statement of the default key policy: the account's IAM policies decide. */
export const accountOwnsKey: Statement = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::222222222222:root" },
  Action: "kms:*",
  Resource: "*",
};

/** Everyone of two accounts, through EC2. */
export const everyoneThroughEc2: Statement = {
  Effect: "Allow",
  Principal: "*",
  Action: ["kms:Decrypt", "kms:CreateGrant"],
  Resource: "*",
  Condition: {
    StringEquals: {
      "kms:ViaService": "ec2.us-east-1.amazonaws.com",
      "kms:CallerAccount": ["111111111111", "222222222222"],
    },
  },
};

/** What a resource policy of these statements allows, whatever the callers' IAM policies. */
export function resourcePolicyAlone(
  resource: string,
  ...statements: readonly Statement[]
): ReachQuestion {
  return {
    resource,
    policies: {
      identityPolicies: "unknown",
      resourcePolicy: { Version: "2012-10-17", Statement: [...statements] },
    },
  };
}
