import { describe, expect, test } from "vitest";
import { presets } from "#scenario";
import { readDenial } from "./read-denial.ts";

const scenario = presets[0].scenario;
const role = "arn:aws:sts::222222222222:assumed-role/CadoResponseCrossAccountRole/import";
const stranger = "arn:aws:iam::333333333333:user/alice";
const key = "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const user = (action: string, rest: string, principal = role) =>
  `User: ${principal} is not authorized to perform: ${action}${rest}`;
const silent = "because no identity-based policy allows the kms:CreateGrant action";
const grant = user("kms:CreateGrant", ` on resource: ${key} ${silent}`);
const absent =
  "because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access";

function denied(text: string) {
  const read = readDenial(text, scenario);
  if (!read.ok) throw new Error(read.message);
  expect(read.from).toBe("error-message");
  const [denial] = read.denials;
  if (!denial) throw new Error("nothing read");
  return { ...denial, ...denial.request };
}

/** Forms of the IAM User Guide ("Troubleshoot access denied error messages") and of what programs print around them. */
describe("one message in its forms", () => {
  const organization =
    "with an explicit deny in a service control policy: arn:aws:organizations::777777777777:policy/o-example/service_control_policy/p-example";
  test.each<[form: string, text: string, said: string]>([
    ["bare", grant, silent],
    [
      "by the AWS CLI",
      `An error occurred (AccessDeniedException) when calling the CreateGrant operation: ${grant}`,
      silent,
    ],
    [
      "by an SDK for Java",
      `com.amazonaws.services.kms.model.AWSKMSException: ${grant} (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException; Request ID: 11111111-2222-3333-4444-555555555555; Proxy: null)`,
      silent,
    ],
    [
      "as the body of KMS's answer",
      JSON.stringify({ __type: "AccessDeniedException", Message: grant }),
      silent,
    ],
    [
      "in a program's log line",
      JSON.stringify({ level: "error", error: { errorMessage: grant, errorType: "Denied" } }),
      silent,
    ],
    ["with quotes", grant.replace(key, `"${key}"`).replace(role, `"${role}"`), silent],
    ["in JSON that was quoted again", JSON.stringify(JSON.stringify({ Message: grant })), silent],
    [
      "by Terraform",
      `│ Error: creating KMS Grant: AccessDeniedException: ${grant.replaceAll(/ (on|because|allows) /g, "\n│ $1 ")}\n│\n│   with aws_kms_grant.a,`,
      silent,
    ],
    ["wrapped by a terminal", grant.replaceAll(/ (is|perform:|resource:|no) /g, " $1\n  "), silent],
    [
      "with the policy that denies",
      user("kms:CreateGrant", ` on resource: ${key} ${organization}`),
      organization,
    ],
    [
      "with an explicit deny",
      user(
        "kms:CreateGrant",
        ` on resource: ${key} with an explicit deny in a VPC endpoint policy`,
      ),
      "with an explicit deny in a VPC endpoint policy",
    ],
  ])("%s", (_, text, said) => {
    expect(denied(text)).toMatchObject({
      principal: role,
      action: "kms:CreateGrant",
      resource: key,
      said,
    });
  });

  test("one for each that a text has", () => {
    const text = `${grant}\n2026-11-24 ERROR again: ${user("kms:Decrypt", ` on resource: ${key} ${absent}`)}\nGoodbye`;
    const read = readDenial(text, scenario);
    expect(read.ok && read.denials.map(({ request, said }) => [request.action, said])).toEqual([
      ["kms:CreateGrant", silent],
      ["kms:Decrypt", absent],
    ]);
  });
});

describe("a message that names no key", () => {
  test.each([
    ["KMS's for a ciphertext", ` on the resource associated with this ciphertext ${absent}`],
    ["KMS's for a key out of sight", ` on this resource ${absent}`],
    ["one that stops at the action", ""],
  ])("%s: a stranger's key is asked for", (_, rest) => {
    const denial = denied(user("kms:Decrypt", rest, stranger));
    expect(denial).toMatchObject({ lacksKey: true, resource: "*" });
    expect(denial.cautions[0]).toBe("The message does not name the key. Enter its ARN.");
  });

  test("of the import's role it means the one key of the answers, and that is said", () => {
    const denial = denied(
      user("kms:Decrypt", ` on the resource associated with this ciphertext ${absent}`),
    );
    expect(denial.resource).toBe(key);
    expect(denial.cautions[0]).toBe(
      "The message does not name the key. Assumed: it is the key of the answers.",
    );
  });

  test.each([
    ["kms:CreateKey", ` because no identity-based policy allows the kms:CreateKey action`],
    [
      "kms:CreateKey",
      " on resource: * because no identity-based policy allows the kms:CreateKey action",
    ],
    ["kms:ListAliases", ""],
  ])("%s takes none, and none is asked for", (action, rest) => {
    const denial = denied(user(action, rest, "arn:aws:iam::111111111111:role/CadoResponseRole"));
    expect(denial).toMatchObject({ lacksKey: false, resource: "*" });
    expect(denial.cautions.join()).not.toContain("ARN");
  });
});

test("what the import sends is filled in, and said; of a stranger's call nothing is known", () => {
  const own = denied(grant);
  expect(own.context).toMatchObject({
    "kms:ViaService": "ec2.us-east-1.amazonaws.com",
    "kms:GrantIsForAWSResource": "true",
    "kms:EncryptionContextKeys": ["aws:ebs:id"],
  });
  expect(own.cautions.join()).toMatch(
    /no condition keys: kms:ViaService, .* assumed to be those of the import/,
  );
  const foreign = denied(grant.replace(role, stranger));
  expect(foreign.context).not.toHaveProperty("kms:ViaService");
  expect(foreign.cautions).toEqual([
    "An error message has no condition keys. Add those of the call. The CloudTrail event has them.",
  ]);
});
