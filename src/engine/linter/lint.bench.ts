import { bench, describe } from "vitest";
import { allowRole, keyPolicy, policy } from "./examples.ts";
import { lint } from "./lint.ts";

/** A key policy as long as KMS takes it: statements for ever other roles, with conditions and wildcards. */
function longKeyPolicy(): string {
  const statements: Record<string, unknown>[] = [];
  const text = () => keyPolicy(...statements);
  for (let index = 0; text().length < 32_000; index += 1) {
    const role = `arn:aws:iam::${222_222_222_222 + (index % 3)}:role/team/CadoResponseRole${index}`;
    statements.push({
      Sid: `Statement${index}`,
      ...allowRole(
        [
          "kms:Decrypt",
          "kms:ReEncrypt*",
          "kms:GenerateDataKey*",
          "kms:CreateGrant",
          "kms:DescribeKey",
        ],
        {
          Effect: index % 5 === 4 ? "Deny" : "Allow",
          Principal: { AWS: [role] },
          Condition: {
            StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" },
            StringLike: { "kms:EncryptionContext:aws:ebs:id": ["vol-*", "snap-*"] },
            "ForAllValues:StringEquals": { "kms:GrantOperations": ["Decrypt", "kms:Encrypt"] },
          },
        },
      ),
    });
  }
  return text();
}

/** An identity policy of the most characters that IAM takes, with many resources and services. */
function longIdentityPolicy(): string {
  const statements: Record<string, unknown>[] = [];
  while (policy(...statements).length < 20_000)
    statements.push({
      Sid: `Statement${statements.length}`,
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:List*", "ec2:Describe*", "ec2:Create*", "s3:Get*", "iam:*"],
      Resource: ["arn:aws:kms:*:111111111111:key/*", "arn:aws:ec2:*::snapshot/*"],
      Condition: {
        StringEquals: { "aws:ResourceTag/use": "forensics", "ec2:Region": "eu-west-1" },
      },
    });
  return policy(...statements);
}

describe("lint", () => {
  const key = longKeyPolicy();
  const settings = { warmupIterations: 50, time: 2_000 };
  bench(
    "a key policy of 32 KB (at most 10 ms)",
    () => {
      lint(key, { kind: "key", account: "111111111111" });
    },
    settings,
  );
  const identity = longIdentityPolicy();
  bench(
    "an identity policy of 20 KB",
    () => {
      lint(identity, { kind: "identity", account: "111111111111" });
    },
    settings,
  );
});
