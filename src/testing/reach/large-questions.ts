import type { ReachQuestion } from "#engine";
import type { Policy, Statement } from "#policy";

// Questions about many keys, accounts and conditions, whose size and time matter.

const account = "222222222222";
const keyOf = (at: number) =>
  `arn:aws:kms:us-east-1:${account}:key/0d990263-6129-4d40-9b5e-${String(at).padStart(12, "0")}`;
const accountOf = (at: number) => String(100_000_000_000 + at);

const opens = (principal: Statement["Principal"], more: Partial<Statement> = {}): Statement =>
  ({ Effect: "Allow", Principal: principal, Action: "kms:*", Resource: "*", ...more }) as Statement;

function keyQuestion(statements: Statement[], at = 0): ReachQuestion {
  const resourcePolicy = { Version: "2012-10-17", Statement: statements } as Policy;
  return { policies: { resourcePolicy, identityPolicies: "unknown" }, resource: keyOf(at) };
}

const ownAccount = opens({ AWS: `arn:aws:iam::${account}:root` });
const throughEc2 = { StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" } };
/** Key policies of 100 keys, each for its own account and one role of another. */
export const hundredKeys = Array.from({ length: 100 }, (_, at) =>
  keyQuestion(
    [
      ownAccount,
      opens(
        { AWS: `arn:aws:iam::${accountOf(at)}:role/CadoResponseRole` },
        {
          Action: ["kms:Decrypt", "kms:DescribeKey"],
          Condition: throughEc2,
        },
      ),
    ],
    at,
  ),
);

const manyAccounts = (count: number) =>
  keyQuestion([
    ownAccount,
    opens(
      { AWS: Array.from({ length: count }, (_, at) => `arn:aws:iam::${accountOf(at)}:root`) },
      {
        Action: "kms:Decrypt",
      },
    ),
  ]);
/** A key policy with 400 accounts in one statement. */
export const fourHundredAccounts = manyAccounts(400);
/** A key policy with 100 statements, each for one account. */
export const hundredStatements = keyQuestion(
  Array.from({ length: 100 }, (_, at) => opens({ AWS: accountOf(at) }, { Action: "kms:Decrypt" })),
);

/** A data perimeter: denied unless one of five facts holds, for different parts of the key's actions. */
const perimeter = (at: number): Statement =>
  ({
    Effect: "Deny",
    Principal: "*",
    Action: [
      "kms:Decrypt",
      "kms:CreateGrant",
      "kms:Encrypt",
      "kms:GenerateDataKey",
      "kms:ReEncryptFrom",
    ][at],
    Resource: "*",
    Condition: {
      StringNotEqualsIfExists: {
        "aws:PrincipalOrgID": `o-abcdefgh${at}0`,
        "aws:SourceVpc": `vpc-0${at}`,
        "aws:PrincipalAccount": account,
      },
      NotIpAddressIfExists: { "aws:SourceIp": `10.${at}.0.0/16` },
      BoolIfExists: { "aws:ViaAWSService": "false" },
    },
  }) as unknown as Statement;
/** Everybody may use the key, but for five Denies of five conditions each. */
export const perimeters = keyQuestion([opens("*"), ...[0, 1, 2, 3, 4].map(perimeter)]);

/** A default key policy … */
export const defaultKey = keyQuestion([ownAccount]);
/** … and the same with `"Principal": "*"` added. */
export const openedKey = keyQuestion([ownAccount, opens("*")]);
