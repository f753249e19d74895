import {
  type AccessRequest,
  authorize,
  type Claim,
  explainDecision,
  type Finding,
  holds,
  lint,
  type PolicySet,
  type ReachQuestion,
  reachBeyond,
} from "#engine";
import { parseArn, printPolicy, statementsOf } from "#policy";
import { createGrant, useOfKey } from "../claims/parts-of-claims.ts";
import { type AllowedRow, rowsOf } from "../comparisons/allowed-row.ts";
import { everything } from "../probes/users.ts";
import type { RequestedKey } from "../requests/requested-key.ts";
import { onKey } from "../requests/requests.ts";
import { publishedPlatforms } from "./published.ts";
import {
  accountDecides,
  keyAccount,
  keyInAudit,
  keyRegion,
  type PlatformStep,
  type PublishedPlatform,
  policy,
} from "./statements.ts";

/** What a platform's published statements let it do, and what they leave open. */
export interface PlatformAudit {
  readonly platform: Pick<PublishedPlatform, "id" | "name" | "source" | "caller">;
  /** Whether each step works with what is published, and with the least. */
  readonly steps: readonly AuditedStep[];
  /** Sentences about all requests, each decided for what is published and for the least. */
  readonly claims: readonly AuditedClaim[];
  /** What the published statements allow and the least does not, each with one request. */
  readonly beyond: readonly AllowedRow[];
  /** What the linter finds in the published text, suggestions left out. */
  readonly findings: readonly Finding[];
  /** The published policy, as JSON; its kind tells where it belongs. */
  readonly published: AuditedText;
  /** The least that lets the same steps work, as JSON. */
  readonly least: AuditedText;
}

/** A policy of an audit. */
export interface AuditedText {
  readonly kind: "identity" | "key";
  readonly text: string;
}

/** A step of a platform, decided. */
export interface AuditedStep {
  readonly title: string;
  readonly operation: string;
  readonly works: boolean;
  /** The first request that is refused, and why; left out if the step works. */
  readonly stops?: { readonly request: AccessRequest; readonly why: string };
  readonly worksWithLeast: boolean;
}

/** A claim about a platform's statements. */
export interface AuditedClaim {
  readonly id: string;
  readonly sentence: string;
  readonly result: "proved" | "refuted" | "undecided";
  /** The same with the least. */
  readonly withLeast: "proved" | "refuted" | "undecided";
  /** An allowed request that refutes it. */
  readonly witness?: AccessRequest;
}

const properties = {
  "kms:KeySpec": "SYMMETRIC_DEFAULT",
  "kms:KeyUsage": "ENCRYPT_DECRYPT",
  "kms:KeyOrigin": "AWS_KMS",
  "kms:MultiRegion": "false",
};
/** The key's account decides: what KMS gives a key that is made without a policy. */
const defaultKeyPolicy = policy(accountDecides);
const auditedKey: RequestedKey = {
  arn: keyInAudit,
  account: keyAccount,
  region: keyRegion,
  name: "the key",
  policy: { policy: defaultKeyPolicy },
  properties,
};
const otherKey = keyInAudit.replace("1234abcd", "dcba4321");

/**
 * Audits one platform of `publishedPlatforms`; `undefined` for an id that none has. Never throws. `onWork` is called at
 * each question about all requests.
 */
export function auditPlatform(
  id: string,
  onWork: () => void = () => {},
): PlatformAudit | undefined {
  const platform = publishedPlatforms.find((one) => one.id === id);
  if (!platform) return undefined;
  const { name, source, caller } = platform;
  const decided = claimsFor(platform).map(({ id, sentence, never, resource }): AuditedClaim => {
    onWork();
    const claim: Claim = { id, says: sentence, never };
    const answer = holds(claim, questionOf(platform, platform, resource));
    const withLeast = holds(claim, questionOf(platform, platform.least, resource)).result;
    const witness = answer.result === "refuted" ? { witness: answer.witness.request } : {};
    return { id, sentence, result: answer.result, withLeast, ...witness };
  });
  onWork();
  const published = textOf(platform);
  // A platform without a statement about KMS has no text to lint.
  const isEmpty = statementsOf(platform.key ?? platform.identity ?? {}).length === 0;
  const findings = isEmpty
    ? []
    : lint(published.text, { kind: published.kind, account: keyAccount });
  onWork();
  const { allowed } = reachBeyond(
    questionOf(platform, platform.least),
    questionOf(platform, platform),
  );
  return {
    platform: { id: platform.id, name, source, caller },
    steps: platform.steps.map((step) => audited(platform, step)),
    claims: decided,
    beyond: rowsOf(allowed),
    findings: findings.filter(({ severity }) => severity !== "suggestion"),
    published,
    least: textOf(platform.least),
  };
}

type Documents = Pick<PublishedPlatform, "identity" | "key">;

function textOf({ identity, key }: Documents): AuditedText {
  const policy = key ?? identity ?? {};
  return { kind: key ? "key" : "identity", text: printPolicy(policy) };
}

/** A caller of another account, or a service, has all that its own side can give it: the key policy decides. */
function policiesOf({ identity, key }: Documents): PolicySet {
  return {
    identityPolicies: [key ? everything.policy : (identity ?? {})],
    resourcePolicy: key ?? defaultKeyPolicy,
  };
}

function questionOf(
  { caller }: PublishedPlatform,
  documents: Documents,
  resource = keyInAudit,
): ReachQuestion {
  const { identity, key } = documents;
  return {
    resource,
    given: { "kms:ResourceAliases": null, ...properties },
    requests: "real",
    policies: key
      ? { identityPolicies: "unknown", resourcePolicy: key }
      : { identityPolicies: [identity ?? {}], resourcePolicy: defaultKeyPolicy },
    ...(key ? {} : { principals: [caller] }),
  };
}

function sessionsOf(role: string): string {
  const { account = "", resource = "" } = parseArn(role) ?? {};
  return `arn:aws:sts::${account}:assumed-role/${resource.slice(resource.lastIndexOf("/") + 1)}/*`;
}

function audited(platform: PublishedPlatform, step: PlatformStep): AuditedStep {
  const { title, operation } = step;
  const requests = step.asks.map((action) => requestOf(platform, step, action));
  const allows = (documents: Documents) => (request: AccessRequest) =>
    authorize(request, policiesOf(documents)).outcome === "allowed";
  const refused = requests.find((request) => !allows(platform)(request));
  return {
    title,
    operation,
    works: refused === undefined,
    ...(refused
      ? {
          stops: {
            request: refused,
            why: explainDecision(authorize(refused, policiesOf(platform))),
          },
        }
      : {}),
    worksWithLeast: requests.every(allows(platform.least)),
  };
}

function requestOf(
  { caller }: PublishedPlatform,
  { service, context }: PlatformStep,
  action: string,
): AccessRequest {
  const names = Object.keys(context);
  return onKey({ arn: caller, identityPolicies: [] }, `kms:${action}`, auditedKey, {
    ...(service ? { service } : {}),
    ec2Grant: ["Decrypt"],
    context: {
      ...Object.fromEntries(
        names.map((name) => [`kms:EncryptionContext:${name}`, context[name] ?? ""]),
      ),
      ...(names.length > 0 ? { "kms:EncryptionContextKeys": names } : {}),
    },
  }).request;
}

interface ClaimPlan {
  readonly id: string;
  readonly sentence: string;
  readonly never: Claim["never"];
  readonly resource?: string;
}

/** What is asked of every platform's statements: of a role's policy what it can do, of a key policy who can. */
function claimsFor({ key, caller }: PublishedPlatform): readonly ClaimPlan[] {
  const notThroughService = {
    StringNotLike: { "kms:ViaService": [`*.${keyRegion}.amazonaws.com`] },
  };
  const notForAws = { BoolIfExists: { "kms:GrantIsForAWSResource": "false" } };
  const ebsIds = ["vol-*", "snap-*"];
  if (!key)
    return [
      {
        id: "only-through-service",
        sentence: `Its role cannot use the key except through a service in ${keyRegion}.`,
        never: { actions: useOfKey, when: notThroughService },
      },
      {
        id: "only-for-ebs",
        sentence: "Its role cannot use the key for anything but EBS volumes and snapshots.",
        never: {
          actions: useOfKey,
          when: { StringNotLike: { "kms:EncryptionContext:aws:ebs:id": ebsIds } },
        },
      },
      {
        id: "grant-for-aws",
        sentence: "Its role can make grants only for AWS resources.",
        never: { actions: [createGrant], when: notForAws },
      },
      {
        id: "other-keys",
        sentence: "Its role cannot use another key of the account, or make a grant on it.",
        never: { actions: [...useOfKey, createGrant] },
        resource: otherKey,
      },
      {
        id: "manages-nothing",
        sentence:
          "Its role can do nothing else with the key than look it up, use it and make grants.",
        never: {
          exceptActions: [...useOfKey, createGrant, "kms:Describe*", "kms:Get*", "kms:List*"],
        },
      },
    ];
  const own = [keyAccount];
  const isRole = caller.startsWith("arn:");
  const named = isRole ? [caller, sessionsOf(caller)] : [caller];
  return [
    {
      id: "outsiders-use",
      sentence: `Nobody outside ${keyAccount} but ${isRole ? "the platform’s own role" : "the service"} can use the key or make a grant on it.`,
      never: { exceptPrincipals: [...own, ...named], actions: [...useOfKey, createGrant] },
    },
    {
      id: "outsiders-grant",
      sentence: `Nobody outside ${keyAccount} can make a grant that is not for an AWS resource.`,
      never: { exceptPrincipals: own, actions: [createGrant], when: notForAws },
    },
    {
      id: "outsiders-direct",
      sentence: `Nobody outside ${keyAccount} can use the key except for EBS volumes and snapshots${isRole ? "" : " or log groups"}.`,
      never: {
        exceptPrincipals: own,
        actions: useOfKey,
        when: {
          StringNotLike: {
            "kms:EncryptionContext:aws:ebs:id": ebsIds,
            ...(isRole ? {} : { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:*" }),
          },
        },
      },
    },
  ];
}
