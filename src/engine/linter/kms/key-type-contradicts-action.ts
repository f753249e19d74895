import { type ConditionTest, placeOf, type StatementView } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { isExact } from "../patterns.ts";
import type { Rule } from "../rule.ts";
import { identityAndKey } from "../rule-kinds.ts";
import type { Problem } from "../types.ts";

const limited = (action: string, usage: string) =>
  policy(allow(action, { Condition: { StringEquals: { "kms:KeyUsage": usage } } }));

/** A key of that type cannot do it. */
export const keyTypeContradictsAction: Rule = {
  id: "key-type-contradicts-action",
  severity: "error",
  kinds: identityAndKey,
  docs: {
    what: "A condition asks for a type of key that cannot do the statement's actions: a signing key that decrypts, any but a symmetric key for EBS.",
    why: "No key meets both, so the statement gives nothing for these actions.",
    failing: limited("kms:Decrypt", "SIGN_VERIFY"),
    passing: limited("kms:Sign", "SIGN_VERIFY"),
    source:
      "KMS Developer Guide, AWS KMS concepts (cryptographic operations); How Amazon EBS uses AWS KMS",
  },
  *check({ allows }) {
    for (const statement of allows)
      for (const test of statement.tests)
        if (test.isDemanding && test.operator.family === "String")
          yield* contradictions(statement, test);
  },
};

const encryption = ["Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo"];
const dataKeys = [
  "GenerateDataKey",
  "GenerateDataKeyWithoutPlaintext",
  "GenerateDataKeyPair",
  "GenerateDataKeyPairWithoutPlaintext",
];
const signing = ["Sign", "Verify", "GenerateMac", "VerifyMac"];

/** What a key of that usage or spec cannot do. */
function impossibleFor(key: string, value: string): readonly string[] {
  if (key === "kms:keyusage") {
    if (value === "ENCRYPT_DECRYPT") return signing;
    const others = ["SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"];
    return others.includes(value) ? [...encryption, ...dataKeys] : [];
  }
  if (value === "SYMMETRIC_DEFAULT") return signing;
  if (value.startsWith("RSA_")) return dataKeys;
  return value.startsWith("ECC_") || value.startsWith("HMAC_") ? [...encryption, ...dataKeys] : [];
}

function* contradictions(
  statement: StatementView,
  { key, keyText, values, valueNode }: ConditionTest,
): Generator<Problem> {
  if ((key !== "kms:keyusage" && key !== "kms:keyspec") || values.length === 0) return;
  if (!values.every(({ text }) => isExact(text))) return;
  const texts = values.map(({ text }) => text);
  const entry = statement.actions.find(
    ({ kms }) =>
      kms.length > 0 &&
      texts.every((value) => kms.every((name) => impossibleFor(key, value).includes(name))),
  );
  const at = placeOf(valueNode);
  if (entry)
    yield {
      at,
      message: `no key of this \`${keyText}\` can do \`${entry.text}\`: it is not allowed on any`,
    };
  else if (key === "kms:keyspec" && !texts.includes("SYMMETRIC_DEFAULT") && isThroughEc2(statement))
    yield { at, message: "EBS uses symmetric keys only: through `ec2.…` no key meets this" };
}

const isThroughEc2 = ({ tests }: StatementView) =>
  tests.some(
    ({ key, isDemanding, values }) =>
      key === "kms:viaservice" &&
      isDemanding &&
      values.every(({ text }) => text.startsWith("ec2.")),
  );
