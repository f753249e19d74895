import { isCounted, type Probe, type Step, type StepRequest } from "#acquisition";
import { parseArn, roleName } from "#policy";

/** What one role may do for the import, in plain sentences. */
export interface RoleSentences {
  readonly roleArn: string;
  readonly account: string;
  readonly name: string;
  readonly text: string;
}

/**
 * What each role that acts in an import may do, from the decided requests: only what is allowed is said. The limits are
 * said where every abuse that would exceed them is refused.
 */
export function roleSentences(
  steps: readonly Step[],
  probes: readonly Probe[],
): readonly RoleSentences[] {
  const roles = [...new Set(steps.map(({ actor }) => actor))];
  return roles.map((roleArn) => {
    const own = steps.filter(
      (step) => step.actor === roleArn && (isCounted(step) || step.documentedOnly),
    );
    const name = roleName(parseArn(roleArn)?.resource ?? roleArn);
    const allowed = own
      .flatMap(({ requests }) => requests)
      .filter(({ state, request }) => state === "works" && request.principal === roleArn);
    const about = probes.filter(({ actor }) => actor === roleArn);
    return {
      roleArn,
      account: parseArn(roleArn)?.account ?? "",
      name,
      text: sentenceOf(allowed, about),
    };
  });
}

function sentenceOf(allowed: readonly StepRequest[], about: readonly Probe[]): string {
  if (allowed.length === 0) return "It may do nothing of what the import asks for.";
  const actions = new Set(allowed.map(({ request }) => request.action));
  const has = (...names: readonly string[]) => names.some((name) => actions.has(name));
  const assumed = targetsOf(allowed, "sts:AssumeRole").map(
    (arn) => `${roleName(parseArn(arn)?.resource ?? arn)} in ${parseArn(arn)?.account ?? ""}`,
  );
  const uses = [
    ...(has("kms:DescribeKey") ? ["look up"] : []),
    ...(has("kms:Decrypt") ? ["decrypt with"] : []),
    ...(has("kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKeyWithoutPlaintext")
      ? ["re-encrypt with"]
      : []),
  ];
  const refused = (kind: string) => {
    const probed = about.filter((probe) => probe.kind === kind);
    return probed.length > 0 && probed.every(({ state }) => state === "refused");
  };
  const limits = [
    ...(refused("direct-use") && refused("other-service") ? ["through EC2"] : []),
    ...(refused("no-encryption-context") ? ["for EBS data"] : []),
  ];
  const only = limits.length > 0 ? `, only ${listed(limits)}` : "";
  const keys = keysOf(allowed);
  const sentences = [
    ...(assumed.length > 0 ? [`It may assume ${listed(assumed)}.`] : []),
    ...(uses.length > 0 ? [`It may ${listed(uses)} ${keys}${only}.`] : []),
    ...(has("kms:CreateKey") ? ["It may make and retire the temporary keys of the import."] : []),
    ...grantSentence(has("kms:CreateGrant"), refused),
    ...ec2Sentence(has),
  ];
  const isAssumeOnly = assumed.length > 0 && actions.size === 1;
  return isAssumeOnly
    ? `${sentences[0]?.slice(0, -1)}. The import needs no more of it.`
    : sentences.join(" ");
}

/** What the calls of EC2 and EBS are, in words. */
const ec2Words: readonly (readonly [action: string, words: string])[] = [
  ["ec2:CreateSnapshot", "take snapshots"],
  ["ec2:CopySnapshot", "copy snapshots"],
  ["ec2:ModifySnapshotAttribute", "share snapshots"],
  ["ebs:GetSnapshotBlock", "read the blocks of snapshots"],
  ["ec2:CreateVolume", "make volumes"],
  ["ec2:AttachVolume", "attach volumes"],
];

function ec2Sentence(has: (action: string) => boolean): readonly string[] {
  const calls = ec2Words.flatMap(([action, words]) => (has(action) ? [words] : []));
  return calls.length > 0 ? [`It may ${listed(calls)}.`] : [];
}

function grantSentence(mayGrant: boolean, refused: (kind: string) => boolean): readonly string[] {
  if (!mayGrant) return refused("grant-outsider") ? ["It cannot pass the key on by a grant."] : [];
  return refused("grant-outsider") && refused("grant-not-for-aws")
    ? ["It may make grants for AWS resources only."]
    : ["It may make a grant for any principal in any account."];
}

/** “one key”, “2 keys”: the different keys of the requests. */
function keysOf(allowed: readonly StepRequest[]): string {
  const keys = new Set(
    allowed.flatMap(({ request }) =>
      /^arn:[^:]+:kms:.*:key\//.test(request.resource) ? [request.resource] : [],
    ),
  );
  return keys.size <= 1 ? "one key" : `${keys.size} keys`;
}

function targetsOf(allowed: readonly StepRequest[], action: string): readonly string[] {
  return [
    ...new Set(
      allowed.flatMap(({ request }) => (request.action === action ? [request.resource] : [])),
    ),
  ];
}

function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
