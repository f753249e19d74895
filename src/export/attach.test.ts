import { describe, expect, it } from "vitest";
import { attachGuide } from "./attach.ts";

const roleArn = "arn:aws-us-gov:iam::111111111111:role/CadoResponseRole";
const role = { to: "role", roleName: "CadoResponseRole", roleArn } as const;
const identity = { kind: "identity", account: "111111111111", name: "CadoResponseRole" } as const;
const key = { kind: "key", account: "222222222222", region: "us-east-1" } as const;
const arn = "arn:aws:kms:us-east-1:222222222222:key/1234abcd";

describe("the commands that attach a document", () => {
  it.each([
    [
      "identity policy",
      { ...identity, attachTo: role },
      [
        "aws iam create-policy --region us-gov-west-1 --policy-name Keyhole-CadoResponseRole --policy-document file://f.json",
        "aws iam attach-role-policy --region us-gov-west-1 --role-name CadoResponseRole --policy-arn arn:aws-us-gov:iam::111111111111:policy/Keyhole-CadoResponseRole",
      ],
    ],
    [
      "trust policy",
      { ...identity, kind: "trust" as const, attachTo: role },
      [
        "aws iam update-assume-role-policy --region us-gov-west-1 --role-name CadoResponseRole --policy-document file://f.json",
      ],
    ],
    [
      "key policy, by ARN",
      { ...key, name: "1234abcd", attachTo: { to: "key" as const, keyArn: arn, keys: "" } },
      [
        `aws kms put-key-policy --region us-east-1 --key-id ${arn} --policy-name default --policy file://f.json`,
      ],
    ],
    [
      "key policy, by alias",
      { ...key, name: "alias/it's", attachTo: { to: "key" as const, keys: "" } },
      [
        `aws kms put-key-policy --region us-east-1 --key-id "$(aws kms describe-key --region us-east-1 --key-id 'alias/it'\\''s' --query KeyMetadata.Arn --output text)" --policy-name default --policy file://f.json`,
      ],
    ],
  ])("%s", (_kind, document, commands) => {
    expect(attachGuide(document, "f.json").commands).toEqual(commands);
  });

  it("asks for the key id where the answers name many keys", () => {
    const guide = attachGuide(
      { ...key, name: "every key", attachTo: { to: "key", keys: "every key of the account" } },
      "f.json",
    );
    expect(guide.commands[0]).toContain("--key-id KEY_ID");
    expect(guide.hint).toContain("every key of the account");
  });

  it("keeps a role name that begins with a dash from being an option", () => {
    const attachTo = { to: "role", roleName: "-x", roleArn } as const;
    const guide = attachGuide({ ...identity, kind: "trust", attachTo }, "f.json");
    expect(guide.commands[0]).toContain(" --role-name=-x ");
  });
});
