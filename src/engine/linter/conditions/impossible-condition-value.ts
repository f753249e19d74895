import type { ConditionTest } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { replaceInList } from "../fixes.ts";
import { isExact, nearest } from "../patterns.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";

/** A value that the key never has. */
export const impossibleConditionValue: Rule = {
  id: "impossible-condition-value",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "A value is none that the condition key can have: an account that is not 12 digits, a key spec that does not exist, a VPC id of another form.",
    why: "A plain condition on it never matches, a negated one always does.",
    failing: policy(
      allow("kms:Decrypt", { Condition: { StringEquals: { "kms:KeySpec": "SYMMETRIC" } } }),
    ),
    passing: policy(
      allow("kms:Decrypt", { Condition: { StringEquals: { "kms:KeySpec": "SYMMETRIC_DEFAULT" } } }),
    ),
    source:
      "KMS Developer Guide, Condition keys for AWS KMS; Access Analyzer policy check reference (Invalid vpc format, Invalid vpce format)",
  },
  *check({ tree, statements }) {
    for (const test of statements.flatMap(({ tests }) => tests)) {
      if (test.operator.family !== "String") continue;
      const form = Object.hasOwn(forms, test.key) ? forms[test.key] : undefined;
      if (!form) continue;
      for (const value of test.values) {
        if (!isExact(value.text) || form.fits(comparable(test, value.text))) continue;
        const meant =
          form.values &&
          (nearest(value.text, form.values) ??
            form.values.find((known) => known.startsWith(value.text.toUpperCase())));
        yield {
          at: value,
          message: `\`${test.keyText}\` is never \`${value.text}\`: it is ${form.what}`,
          fix: meant ? replaceInList(tree, value, meant) : undefined,
        };
      }
    }
  },
};

interface Form {
  readonly fits: (text: string) => boolean;
  readonly what: string;
  readonly values?: readonly string[];
}

const oneOf = (...values: readonly string[]): Form => ({
  fits: (text) => values.includes(text),
  what: `one of ${values.slice(0, 4).join(", ")}${values.length > 4 ? " and others" : ""}`,
  values,
});
const account: Form = { fits: (text) => /^\d{12}$/.test(text), what: "an account of 12 digits" };
const organization: Form = {
  fits: (text) => /^o-[a-z0-9]{2,}$/.test(text),
  what: "an organization id that begins with `o-`",
};
const resourceId = (prefix: string): Form => ({
  fits: (text) =>
    text.startsWith(prefix) && /^([0-9a-f]{8}|[0-9a-f]{17})$/.test(text.slice(prefix.length)),
  what: `\`${prefix}\` and 8 or 17 hexadecimal digits`,
});

const keySpec = oneOf(
  ..."SYMMETRIC_DEFAULT RSA_2048 RSA_3072 RSA_4096 ECC_NIST_P256 ECC_NIST_P384 ECC_NIST_P521".split(
    " ",
  ),
  ..."ECC_SECG_P256K1 ECC_NIST_EDWARDS25519 HMAC_224 HMAC_256 HMAC_384 HMAC_512 SM2".split(" "),
  ..."ML_DSA_44 ML_DSA_65 ML_DSA_87".split(" "),
);
const keyUsage = oneOf("ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT");

/** Sources: KMS Developer Guide, "Condition keys for AWS KMS" and API reference; IAM User Guide, global condition keys. */
const forms: Readonly<Record<string, Form>> = {
  "kms:calleraccount": account,
  "aws:principalaccount": account,
  "aws:resourceaccount": account,
  "aws:sourceaccount": account,
  "aws:vpceaccount": account,
  "aws:principalorgid": organization,
  "aws:resourceorgid": organization,
  "aws:sourceorgid": organization,
  "aws:vpceorgid": organization,
  "kms:keyspec": keySpec,
  "kms:customermasterkeyspec": keySpec,
  "kms:keyusage": keyUsage,
  "kms:customermasterkeyusage": keyUsage,
  "kms:keyorigin": oneOf("AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"),
  "kms:multiregionkeytype": oneOf("PRIMARY", "REPLICA"),
  "kms:grantconstrainttype": oneOf(
    "EncryptionContextEquals",
    "EncryptionContextSubset",
    "SourceArn",
  ),
  "kms:encryptionalgorithm": oneOf(
    "SYMMETRIC_DEFAULT",
    "RSAES_OAEP_SHA_1",
    "RSAES_OAEP_SHA_256",
    "SM2PKE",
  ),
  "aws:sourcevpc": resourceId("vpc-"),
  "aws:sourcevpce": resourceId("vpce-"),
  "kms:encryptioncontext:aws:ebs:id": {
    fits: (text) => text.startsWith("vol-") || text.startsWith("snap-"),
    what: "the id of a volume (`vol-…`) or of a snapshot (`snap-…`)",
  },
};

/** The values that a condition key (lower case) can have, where they are a few that KMS lists; else none. */
export function possibleValues(key: string): readonly string[] {
  return (Object.hasOwn(forms, key) && forms[key]?.values) || [];
}

/** Values that are compared without case are looked up in the reference's spelling. */
function comparable({ operator, key }: ConditionTest, text: string): string {
  if (!operator.name.includes("IgnoreCase")) return text;
  const listed = forms[key]?.values?.find((known) => known.toLowerCase() === text.toLowerCase());
  return listed ?? text.toLowerCase();
}
