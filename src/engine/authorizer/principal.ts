import { accountId, globMatches, hasWildcard, parseArn, roleName } from "#policy";
import { isRecord } from "./json.ts";
import { type Caller, hasIdentityPolicies } from "./request/caller.ts";
import {
  type GivenElement,
  type ReadElement,
  textList,
  type Unreadable,
  unreadable,
} from "./statement/element.ts";

/** One entry under `AWS`; `account` is filled for an entry that stands for a whole account, `role` for a role. */
export interface AwsEntry {
  readonly text: string;
  readonly account: string;
  readonly role: string;
  readonly roleAccount: string;
  readonly partition: string;
}

/** A `Principal` or `NotPrincipal` element, read. */
export interface Principals {
  readonly kind: "given";
  readonly negated: boolean;
  readonly written: readonly string[];
  readonly everyone: boolean;
  readonly aws: readonly AwsEntry[];
  readonly service: readonly string[];
  /** Federated providers and canonical users: named by their text alone. */
  readonly other: readonly string[];
}

export type PrincipalElement = ReadElement<Principals>;

/**
 * How a statement's principal reaches a caller. `account`: it names the caller's account, whose identity policies then
 * decide. `role`: it names the role that the caller is or plays, so that boundary and session policy still bind.
 * `direct`: it names the caller as such, or everyone.
 * Source: IAM User Guide, "Policy evaluation for requests within a single account" (resource-based policies) and
 * "aws:PrincipalArn" (for `*`).
 */
export const reach = { none: 0, account: 1, role: 2, direct: 3 } as const;
export type Reach = (typeof reach)[keyof typeof reach];

const nobody: readonly string[] = [];

/** Reads `Principal` or `NotPrincipal` in any of its forms. */
export function readPrincipals(
  { negated, value }: GivenElement,
  awsEntryOf = readAwsEntry,
): Principals | Unreadable {
  const named = value === "*" ? { AWS: value } : value;
  if (!isRecord(named)) return unreadable("it is neither `*` nor an object");
  let aws = nobody;
  let service = nobody;
  let other = nobody;
  for (const kind of Object.keys(named)) {
    const texts = textList(named[kind]);
    if (!texts) return unreadable(`\`${kind}\` is neither a text nor a list of texts`);
    if (kind === "AWS") aws = texts;
    else if (kind === "Service") service = texts;
    else if (kind === "Federated" || kind === "CanonicalUser") other = [...other, ...texts];
    else return unreadable(`\`${kind}\` is no kind of principal`);
  }
  const written = [...aws, ...service, ...other];
  if (negated && written.length === 0) return unreadable("it names nobody");
  const everyone = aws.includes("*");
  const entries = aws.map(awsEntryOf);
  return { kind: "given", negated, written, everyone, aws: entries, service, other };
}

/**
 * How far the element reaches a caller. Wildcards in part of an ARN or in place of a service are not AWS's: under Allow they
 * fit nobody, under Deny they are read as a pattern.
 * Source: IAM User Guide, "AWS JSON policy elements: Principal" (no wildcard for part of a name; `Service` takes names).
 */
export function principalReach(
  element: Principals,
  caller: Caller,
  effect: "Allow" | "Deny",
  hasBoundary: boolean,
): Reach {
  if (element.negated) {
    const spared =
      effect === "Allow"
        ? namedReach(element, caller, true) !== reach.none
        : isSpared(element, caller, hasBoundary);
    return spared ? reach.none : reach.direct;
  }
  return namedReach(element, caller, effect === "Deny");
}

/**
 * Whether a Deny with `NotPrincipal` spares a caller: nobody who has a permissions boundary, whatever the list; else whom
 * it names together with the account, and of a role's sessions the one that it names with the role and the account. An
 * account alone spares its root only. Unsettled: the guide says that without the account "the policy might deny access"
 * and leaves it to the service, and names role and account as enough in one place, the session too in its example; the
 * strictest reading of each is taken.
 * Source: IAM User Guide, "AWS JSON policy elements: NotPrincipal" and "Permissions boundaries for IAM entities".
 */
function isSpared(principals: Principals, caller: Caller, hasBoundary: boolean): boolean {
  if (!hasIdentityPolicies(caller) || caller.kind === "root")
    return namedReach(principals, caller, false) === reach.direct;
  if (hasBoundary) return false;
  if (principals.everyone) return true;
  const { aws } = principals;
  return (
    aws.some(({ text }) => text === caller.text) &&
    aws.some((entry) => isAccountOf(entry, caller)) &&
    (caller.kind !== "role-session" || aws.some((entry) => isRoleOf(entry, caller)))
  );
}

function namedReach(principals: Principals, caller: Caller, asPatterns: boolean): Reach {
  if (principals.everyone) return reach.direct;
  let best: Reach = reach.none;
  for (const entry of principals.aws) {
    const found = entryReach(entry, caller, asPatterns);
    if (found > best) best = found;
    if (best === reach.direct) return best;
  }
  const isService =
    caller.kind === "service" &&
    principals.service.some((name) => name === caller.text || (asPatterns && name === "*"));
  return isService || principals.other.includes(caller.text) ? reach.direct : best;
}

function entryReach(entry: AwsEntry, caller: Caller, asPatterns: boolean): Reach {
  if (entry.account !== "") {
    if (!isAccountOf(entry, caller)) return reach.none;
    return caller.kind === "root" ? reach.direct : reach.account;
  }
  if (entry.text === caller.text) return caller.kind === "role" ? reach.role : reach.direct;
  if (isRoleOf(entry, caller)) return reach.role;
  return asPatterns && hasWildcard(entry.text) && patternFits(entry.text, caller)
    ? reach.direct
    : reach.none;
}

function isAccountOf(entry: AwsEntry, caller: Caller): boolean {
  return entry.account === caller.account && samePartition(entry, caller);
}

/** Whether an entry is the role that a session plays, whatever the role's path; other callers play none. */
function isRoleOf({ role, roleAccount, partition }: AwsEntry, caller: Caller): boolean {
  return (
    role !== "" &&
    role === caller.role &&
    roleAccount === caller.account &&
    partition === caller.partition
  );
}

/** A session is held against the pattern both by its own ARN and by its role's. */
function patternFits(pattern: string, caller: Caller): boolean {
  if (globMatches(pattern, caller.text)) return true;
  const { partition, account, role } = caller;
  return role !== "" && globMatches(pattern, `arn:${partition}:iam::${account}:role/${role}`);
}

/** A bare account id, in a policy or as a caller, has no partition to differ by. */
function samePartition(entry: AwsEntry, caller: Caller): boolean {
  return entry.partition === "" || caller.partition === "" || entry.partition === caller.partition;
}

/** Reads one entry under `AWS`: an ARN, an account or anything else. */
export function readAwsEntry(text: string): AwsEntry {
  const none = { text, account: "", role: "", roleAccount: "", partition: "" };
  if (accountId(text)) return { ...none, account: text };
  const arn = parseArn(text);
  if (arn?.service !== "iam") return none;
  const { partition, account, resource } = arn;
  if (resource === "root") return { ...none, account, partition };
  if (!resource.startsWith("role/")) return none;
  return { ...none, role: roleName(resource), roleAccount: account, partition };
}
