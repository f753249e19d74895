import type { Reader } from "../reader.ts";
import { isObject, listIn, memberIn, objectIn, textIn } from "../value.ts";
import { readKeyMetadata, whyUnusable } from "../volume/key-metadata.ts";

/** A JSON value without a policy: what it is, and what to import instead. */
interface Foreign {
  readonly is: (value: unknown) => boolean;
  readonly recognised: string;
  readonly instead: (value: unknown) => string;
}

/**
 * What users often import by mistake.
 * Sources: AWS CLI Command Reference, the page of each command; CloudTrail User Guide, "Record contents".
 */
const foreign: readonly Foreign[] = [
  {
    is: (value) =>
      isObject(memberIn(value, "Credentials")) || isObject(memberIn(value, "AccessKey")),
    recognised: "Credentials",
    instead: () =>
      "These are credentials, not a policy. Keyhole stored nothing. Revoke them if they were pasted anywhere else.",
  },
  {
    is: (value) => {
      const [first] = Array.isArray(value) ? value : listIn(value, "Records");
      const event = memberIn(value, "eventSource") === undefined ? first : value;
      const isListed = memberIn(listIn(value, "Events")[0], "CloudTrailEvent") !== undefined;
      return isListed || memberIn(event, "eventSource") !== undefined;
    },
    recognised: "CloudTrail event",
    instead: () => "A CloudTrail event has no policy. Paste it under “Explain a denial”.",
  },
  {
    is: (value) => textIn(objectIn(value, "Policy"), "DefaultVersionId") !== undefined,
    recognised: "Output of aws iam get-policy",
    instead: (value) => {
      const policy = objectIn(value, "Policy");
      const arn = textIn(policy, "Arn") ?? "ARN";
      return `This names the policy but lacks its document. Run aws iam get-policy-version --policy-arn ${arn} --version-id ${textIn(policy, "DefaultVersionId")} and import the output.`;
    },
  },
  {
    is: (value) => isObject(memberIn(value, "KeyMetadata")),
    recognised: "Output of aws kms describe-key",
    instead: (value) => {
      const metadata = objectIn(value, "KeyMetadata");
      const id = textIn(metadata, "KeyId") ?? "KEY-ID";
      const unusable = whyUnusable(readKeyMetadata(metadata));
      if (unusable !== undefined) return unusable;
      return `This describes the key but lacks its policy. Run aws kms get-key-policy --key-id ${id} and import the output.`;
    },
  },
  {
    is: (value) => isObject(memberIn(objectIn(value, "Policy"), "PolicySummary")),
    recognised: "Output of aws organizations describe-policy",
    instead: () =>
      "This describes a policy of an organization, but its content is no policy document. Import the whole output.",
  },
  ...listing(
    "AttachedPolicies",
    "list-attached-role-policies",
    "get-policy, then get-policy-version, for each of them",
  ),
  ...listing("PolicyNames", "list-role-policies", "get-role-policy for each of them"),
  ...listing("Policies", "list-policies", "get-policy-version for the policy that you need"),
  ...listing("Versions", "list-policy-versions", "get-policy-version with the default version"),
  {
    is: (value) =>
      Array.isArray(memberIn(value, "Keys")) || Array.isArray(memberIn(value, "Aliases")),
    recognised: "Output of aws kms list-keys or list-aliases",
    instead: () =>
      "This lists keys but has no policy. Run aws kms get-key-policy with the --key-id that you need, and import the output.",
  },
  {
    is: (value) => typeof memberIn(value, "@level") === "string",
    recognised: "Log of terraform plan -json",
    instead: () =>
      "This is a log of Terraform, not a plan. Run terraform plan -out=plan.bin, then terraform show -json plan.bin, and import the output.",
  },
];

/** Names a JSON value that has no policy, and says what to import instead. */
export const readJsonWithoutPolicy: Reader = ({ value }, collector) => {
  const found = foreign.find(({ is }) => is(value));
  if (!found) return undefined;
  collector.problem("error", found.instead(value));
  return { format: "unknown", recognised: found.recognised };
};

function listing(member: string, command: string, instead: string): readonly Foreign[] {
  return [
    {
      is: (value) => Array.isArray(memberIn(value, member)),
      recognised: `Output of aws iam ${command}`,
      instead: () =>
        `This lists policies but lacks their documents. Run aws iam ${instead}, or aws iam get-account-authorization-details for all at once.`,
    },
  ];
}
