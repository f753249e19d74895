import type { Reader } from "../reader.ts";
import { isObject, listIn, memberIn, objectIn, textIn } from "../value.ts";

/** A JSON value that has no policy: what it is, and what to bring in its place. */
interface Foreign {
  readonly is: (value: unknown) => boolean;
  readonly recognised: string;
  readonly instead: (value: unknown) => string;
}

/**
 * What people bring in mistake for a policy.
 * Sources: AWS CLI Command Reference, the page of each command; CloudTrail User Guide, "Record contents".
 */
const foreign: readonly Foreign[] = [
  {
    is: (value) =>
      isObject(memberIn(value, "Credentials")) || isObject(memberIn(value, "AccessKey")),
    recognised: "Credentials",
    instead: () =>
      "These are credentials, not a policy. Keyhole kept nothing of them; wherever else they were pasted, have them revoked.",
  },
  {
    is: (value) => {
      const [first] = Array.isArray(value) ? value : listIn(value, "Records");
      const event = memberIn(value, "eventSource") === undefined ? first : value;
      const isListed = memberIn(listIn(value, "Events")[0], "CloudTrailEvent") !== undefined;
      return isListed || memberIn(event, "eventSource") !== undefined;
    },
    recognised: "CloudTrail event",
    instead: () => "A CloudTrail event has no policy in it. Paste it under “Explain a denial”.",
  },
  {
    is: (value) => textIn(objectIn(value, "Policy"), "DefaultVersionId") !== undefined,
    recognised: "Output of aws iam get-policy",
    instead: (value) => {
      const policy = objectIn(value, "Policy");
      const arn = textIn(policy, "Arn") ?? "ARN";
      return `This names the policy but does not have its document. Run aws iam get-policy-version --policy-arn ${arn} --version-id ${textIn(policy, "DefaultVersionId")} and bring what it prints.`;
    },
  },
  {
    is: (value) => isObject(memberIn(value, "KeyMetadata")),
    recognised: "Output of aws kms describe-key",
    instead: (value) => {
      const id = textIn(objectIn(value, "KeyMetadata"), "KeyId") ?? "KEY-ID";
      return `This describes the key but does not have its policy. Run aws kms get-key-policy --key-id ${id} and bring what it prints.`;
    },
  },
  {
    is: (value) => isObject(memberIn(objectIn(value, "Policy"), "PolicySummary")),
    recognised: "Output of aws organizations describe-policy",
    instead: () =>
      "This is a policy of an organization (SCP or RCP): it limits an account and is attached to no role or key. Bring key policies, trust policies and policies of roles.",
  },
  ...listing(
    "AttachedPolicies",
    "list-attached-role-policies",
    "get-policy, then get-policy-version, for each of them",
  ),
  ...listing("PolicyNames", "list-role-policies", "get-role-policy for each of them"),
  ...listing("Policies", "list-policies", "get-policy-version for the policy that you want"),
  ...listing(
    "Versions",
    "list-policy-versions",
    "get-policy-version with the version that is the default",
  ),
  {
    is: (value) =>
      Array.isArray(memberIn(value, "Keys")) || Array.isArray(memberIn(value, "Aliases")),
    recognised: "Output of aws kms list-keys or list-aliases",
    instead: () =>
      "This lists keys but has no policy. Run aws kms get-key-policy --key-id with the key that you want, and bring what it prints.",
  },
  {
    is: (value) => typeof memberIn(value, "@level") === "string",
    recognised: "Log of terraform plan -json",
    instead: () =>
      "This is Terraform's log, not its plan. Run terraform plan -out=plan.bin, then terraform show -json plan.bin, and bring what that prints.",
  },
];

/** Says of JSON without a policy what it is and what to bring. */
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
        `This lists policies but does not have their documents. Run aws iam ${instead}, or aws iam get-account-authorization-details for all at once.`,
    },
  ];
}
