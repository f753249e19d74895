import { keyArn, parseArn } from "#policy";
import type { CreateGrantAnswer, Guards, Scenario } from "#scenario";
import { exampleKeyId } from "#scenario";
import type { Proposal } from "./proposal.ts";
import { keysNamed, resourcesIn } from "./resources.ts";
import {
  ec2Grant,
  mayCall,
  mayUse,
  outsiderGrant,
  type PolicyPlace,
  type RoleAccess,
} from "./role-access.ts";

/** The answers that the policies imply: the acquisition method, grants, actions, and the guards of key use. */
export function answerProposals(scenario: Scenario, access: RoleAccess): readonly Proposal[] {
  const key = keyInUse(scenario, access);
  return [
    ...methodProposal(scenario, access),
    ...(key
      ? [...grantProposal(access, key), ...actionsProposal(access, key), ...guards(access, key)]
      : []),
  ];
}

/** A key that the role may decrypt with or create grants on, or `undefined`. */
function keyInUse(
  { partition, platform, targets }: Scenario,
  access: RoleAccess,
): string | undefined {
  const account = parseArn(access.roleArn)?.account ?? "";
  const regions = [
    platform.region,
    ...targets.flatMap(({ keys }) => keys.map(({ region }) => region)),
  ];
  const patterns = resourcesIn(access.policies).flatMap(({ text }) => {
    const arn = parseArn(text);
    if (arn?.service !== "kms" || !arn.resource.startsWith("key/") || text.includes("$")) return [];
    const filled = (part: string, otherwise: string) => (/[*?]/.test(part) ? otherwise : part);
    const region = filled(arn.region, platform.region);
    const owner = filled(arn.account, account);
    return [keyArn(partition, region, owner, filled(arn.resource.slice(4), exampleKeyId))];
  });
  const candidates = [
    ...keysNamed(access.policies).map(({ region, account: owner, keyId }) =>
      keyArn(partition, region, owner, keyId),
    ),
    ...patterns,
    ...regions.map((region) => keyArn(partition, region, account, exampleKeyId)),
  ];
  return candidates.find(
    (one) =>
      mayUse(access, "kms:Decrypt", one, "ec2") ??
      mayUse(access, "kms:CreateGrant", one, "ec2", ec2Grant(access, one, ["Decrypt"])),
  );
}

function methodProposal(
  { partition, platform }: Scenario,
  access: RoleAccess,
): readonly Proposal[] {
  const { region } = platform;
  const account = parseArn(access.roleArn)?.account ?? "";
  const snapshot = `arn:${partition}:ec2:${region}::snapshot/snap-0123456789abcdef0`;
  const volume = `arn:${partition}:ec2:${region}:${account}:volume/vol-0123456789abcdef0`;
  const context = { "aws:RequestedRegion": region };
  const reads = mayCall(access, "ebs:GetSnapshotBlock", snapshot, context);
  if (reads)
    return [
      {
        id: "method",
        question: "Method",
        answer: "EBS direct",
        place: reads,
        because: "It may read snapshot blocks.",
        apply: (scenario) => ({ ...scenario, method: "ebs-direct" }),
      },
    ];
  const attaches =
    mayCall(access, "ec2:CreateVolume", volume, context) ??
    mayCall(access, "ec2:AttachVolume", volume, context);
  if (!attaches) return [];
  return [
    {
      id: "method",
      question: "Method",
      answer: "Create volume",
      place: attaches,
      because: "It may create and attach volumes, but not read snapshot blocks.",
      apply: (scenario) => ({ ...scenario, method: "create-volume" }),
    },
  ];
}

const grantWords: Readonly<Record<CreateGrantAnswer, readonly [answer: string, because: string]>> =
  {
    unrestricted: ["Unrestricted", "It may create a grant for any principal."],
    "aws-resources": ["Only for AWS resources", "It may create grants only for AWS services."],
    withhold: ["Withheld", "No statement lets it create a grant."],
  };

function grantProposal(access: RoleAccess, key: string): readonly Proposal[] {
  const anybody = mayUse(access, "kms:CreateGrant", key, "direct", outsiderGrant);
  const service = mayUse(access, "kms:CreateGrant", key, "ec2", ec2Grant(access, key, ["Decrypt"]));
  const createGrant = anybody ? "unrestricted" : service ? "aws-resources" : "withhold";
  const [answer, because] = grantWords[createGrant];
  const place = anybody ?? service;
  return [
    {
      id: "createGrant",
      question: "CreateGrant",
      answer,
      ...(place ? { place } : {}),
      because,
      apply: (scenario) => ({ ...scenario, createGrant }),
    },
  ];
}

function actionsProposal(access: RoleAccess, key: string): readonly Proposal[] {
  // EBS never calls Encrypt: a policy that allows it follows the vendor's list.
  const encrypts = mayUse(access, "kms:Encrypt", key, "ec2");
  return [
    {
      id: "actions",
      question: "Actions",
      answer: encrypts ? "The vendor’s list" : "Only the actions that the import calls",
      ...(encrypts ? { place: encrypts } : {}),
      because: encrypts
        ? "It may encrypt. The vendor lists this call, but no import makes it."
        : "It may not encrypt. No import makes this call.",
      apply: (scenario) => ({ ...scenario, actions: encrypts ? "vendor" : "least" }),
    },
  ];
}

/** A guard is present if the call with it is allowed and the call without it is not. */
function guards(access: RoleAccess, key: string): readonly Proposal[] {
  const use = (callPath: "direct" | "ec2" | "ec2-without-volume") =>
    mayUse(access, "kms:Decrypt", key, callPath);
  const grant = (operations: readonly string[]) =>
    mayUse(access, "kms:CreateGrant", key, "ec2", ec2Grant(access, key, operations));
  const guard = (
    name: "viaService" | "encryptionContext" | "grantOperations",
    question: string,
    guarded: PolicyPlace | undefined,
    unguarded: PolicyPlace | undefined,
    without: string,
  ): readonly Proposal[] => {
    if (!guarded) return [];
    const place = unguarded ?? guarded;
    const changed = (now: Guards) => ({ ...now, [name]: !unguarded });
    return [
      {
        id: name,
        question,
        answer: unguarded ? "Off" : "On",
        place,
        because: unguarded ? `It may ${without}.` : `It may not ${without}.`,
        apply: (scenario) => ({ ...scenario, guards: changed(scenario.guards) }),
      },
    ];
  };
  return [
    ...guard(
      "viaService",
      "Only through EC2",
      use("ec2"),
      use("direct"),
      "decrypt directly, not through EC2",
    ),
    ...guard(
      "encryptionContext",
      "Only with EBS’s encryption context",
      use("ec2"),
      use("ec2-without-volume"),
      "decrypt without a volume’s encryption context",
    ),
    ...guard(
      "grantOperations",
      "Limit what a grant carries",
      grant(["Decrypt"]),
      grant(["CreateGrant", "Decrypt", "Encrypt"]),
      "make a grant that carries more than EBS needs",
    ),
  ];
}
