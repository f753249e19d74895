import type { ScenarioDocument } from "#acquisition";
import {
  accountId,
  asList,
  type PrincipalMap,
  parseArn,
  parseDocument,
  roleName,
  statementsOf,
} from "#policy";
import { arnOfSource, keyDocumentId, type Scenario, type Source, sourcesOf } from "#scenario";
import type { ImportedPolicy } from "./imported.ts";

/** The documents that an imported policy can go into, and the one it belongs to, as far as the text says. */
export interface Match {
  /** The documents of its kind, the most likely first. */
  readonly documentIds: readonly string[];
  readonly best?: BestMatch;
  /** The policy names a role or key whose only document an earlier imported policy already has. */
  readonly isLate?: true;
}

/** The document that a policy belongs to, and why: “its role is CadoResponseRole”. */
export interface BestMatch {
  readonly documentId: string;
  readonly reason: string;
  /** By name, or because it is the only document that fits. */
  readonly by: "name" | "only";
}

/**
 * Matches policies that were imported together. A role has one trust policy and a key has one key policy. If several
 * policies name the same one, the first gets the document; if none names it, none gets it.
 */
export function matchPolicies(
  policies: readonly ImportedPolicy[],
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
): readonly Match[] {
  const matches = policies.map((policy) => matchPolicy(policy, scenario, documents));
  const count = (id: string, by: BestMatch["by"]) =>
    matches.filter(({ best }) => best?.documentId === id && best.by === by).length;
  const taken = new Set<string>();
  return matches.map((match, index): Match => {
    const { best, documentIds } = match;
    if (!best || policies[index]?.kind === "identity") return match;
    const { documentId, by } = best;
    const unsure =
      by === "only" && (count(documentId, "name") > 0 || count(documentId, "only") > 1);
    if (unsure) return { documentIds };
    if (taken.has(documentId)) return { documentIds, isLate: true };
    taken.add(documentId);
    return match;
  });
}

/** Finds the document that an imported policy belongs to: by role or key, otherwise the only document that fits. */
function matchPolicy(
  policy: ImportedPolicy,
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
): Match {
  const fitting = documents.filter(({ kind }) => kind === policy.kind);
  const found = isEditable(policy)
    ? policy.kind === "key"
      ? keyMatch(policy, scenario, fitting)
      : (roleMatch(policy, fitting) ?? onlyOne(policy, fitting))
    : undefined;
  const account = accountOfPolicy(policy);
  const rank = ({ id, account: owner }: ScenarioDocument) =>
    id === found?.documentId ? 0 : owner === account ? 1 : 2;
  const documentIds = [...fitting].sort((one, two) => rank(one) - rank(two)).map(({ id }) => id);
  return { documentIds, ...(found ? { best: found } : {}) };
}

/**
 * AWS managed policies cannot be edited, and a permissions boundary grants nothing: neither becomes a document by
 * default.
 */
function isEditable({ managedPolicyArn, boundaryOf, roles }: ImportedPolicy): boolean {
  const ownedByAws = parseArn(managedPolicyArn ?? "")?.account === "aws";
  return !ownedByAws && (boundaryOf.length === 0 || roles.length > 0);
}

function roleMatch(
  policy: ImportedPolicy,
  documents: readonly ScenarioDocument[],
): BestMatch | undefined {
  for (const { id, account, attachTo } of documents) {
    if (attachTo.to !== "role") continue;
    const name = roleName(attachTo.roleArn);
    const itsRole = policy.roles.some((role) =>
      role.arn === undefined || role.arn.includes("${")
        ? role.name === name && (policy.account ?? account) === account
        : role.arn === attachTo.roleArn,
    );
    if (itsRole) return { documentId: id, reason: `its role is ${name}`, by: "name" };
  }
  return undefined;
}

/** A policy that does not say where it belongs goes to the only document of its kind. */
function onlyOne(
  { roles, policyName, managedPolicyArn }: ImportedPolicy,
  [only, another]: readonly ScenarioDocument[],
): BestMatch | undefined {
  const isNamed = roles.length > 0 || policyName !== undefined || managedPolicyArn !== undefined;
  if (!only || another || isNamed) return undefined;
  return { documentId: only.id, reason: "there is no other document of its kind", by: "only" };
}

function keyMatch(
  policy: ImportedPolicy,
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
): BestMatch | undefined {
  const account = accountOfPolicy(policy);
  const places = sourcesOf(scenario).flatMap((source) => {
    const found = documents.find(({ id }) => id === keyDocumentId(source));
    const elsewhere =
      (account !== undefined && account !== source.target.account) ||
      (policy.region !== undefined && policy.region !== source.region);
    return found && !elsewhere ? [{ source, documentId: found.id }] : [];
  });
  for (const { source, documentId } of places) {
    const name = sharedName(policy, scenario, source);
    if (name) return { documentId, reason: `its key is ${name}`, by: "name" };
  }
  const [only, another] = places;
  const names = policy.key?.arn ?? policy.key?.id ?? policy.key?.alias;
  if (!only || another || names !== undefined || account === undefined) return undefined;
  return {
    documentId: only.documentId,
    reason: `there is one key of account ${account}`,
    by: "only",
  };
}

function sharedName(
  { key, region }: ImportedPolicy,
  scenario: Scenario,
  source: Source,
): string | undefined {
  const { naming } = source.key;
  const arn = arnOfSource(scenario, source);
  if (key?.arn !== undefined && key.arn === arn) return key.arn;
  const id = key?.id ?? /\/(.+)$/.exec(parseArn(key?.arn ?? "")?.resource ?? "")?.[1];
  if (naming.by === "arn" && id === naming.keyId && (key?.arn === undefined || region))
    return naming.keyId;
  return naming.by === "alias" && key?.alias === naming.alias ? naming.alias : undefined;
}

/** The account of a policy: the one its text names, otherwise the first account whose root a key policy allows. */
export function accountOfPolicy({
  account,
  kind,
  text,
  key,
  roles,
}: ImportedPolicy): string | undefined {
  const named = account ?? parseArn(key?.arn ?? roles[0]?.arn ?? "")?.account;
  if (named !== undefined || kind !== "key") return named;
  const parsed = parseDocument(text);
  if (!parsed.ok) return undefined;
  for (const { Effect, Principal } of statementsOf(parsed.policy)) {
    if (Effect !== "Allow" || typeof Principal !== "object" || Principal === null) continue;
    const { AWS }: PrincipalMap = Principal;
    for (const principal of asList<unknown>(AWS)) {
      const arn = typeof principal === "string" ? parseArn(principal) : undefined;
      if (arn?.resource === "root" && accountId(arn.account)) return arn.account;
    }
  }
  return undefined;
}
