import { type Cell, type ReachQuestion, reach, reachBeyond } from "#engine";
import { accountRootArn, asList, type Policy, statementName, statementsOf } from "#policy";
import type { Role, Scenario } from "#scenario";
import { aboutKey, asCaller } from "../claims/parts-of-claims.ts";
import {
  type DecisionOptions,
  type DocumentIndex,
  documentIndexOf,
  reachCacheOf,
} from "../documents/document-index.ts";
import type { ScenarioDocument } from "../documents/scenario-document.ts";
import { withLayers } from "../layers/reach-layers.ts";
import { partsOf } from "../parts.ts";
import { type KeyUser, keyUsersOf } from "../probes/users.ts";
import { callerOf } from "../requests/requests.ts";
import { rolesOf } from "../requests/roles.ts";
import { type AllowedRow, rowsOf, sentenceOf, undecidedSentences } from "./allowed-row.ts";
import { knownResources, needsOfRole, needsPolicy } from "./needs.ts";
import { byAnyone, byRole, servicesIn } from "./questions.ts";

/** What a role can do that the import does not ask of it. No row and nothing undecided: it has the least privilege. */
export interface RoleBeyond {
  /** “CadoResponseRole of 111111111111”. */
  readonly role: string;
  /** On the keys of the import: each with its own policy. */
  readonly onKeys: readonly (Beyond & { readonly key: string })[];
  /** On everything else, if the policies of those resources leave it to the account. */
  readonly elsewhere: Beyond;
  /** Actions that no step is known to call: the vendor documents that the role has them. */
  readonly documentedOnly: readonly string[];
}

/** What is allowed beyond the import, and what is not decided, with the reason. */
export interface Beyond {
  readonly rows: readonly AllowedRow[];
  readonly undecided: readonly string[];
}

/** Who can use a key at all. */
export interface KeyAccess {
  readonly key: string;
  readonly rows: readonly KeyAccessRow[];
  /** What the key policy leaves to the IAM policies of the key's account: its administrators. */
  readonly ofAccount: readonly KeyAccessRow[];
  readonly undecided: readonly string[];
}

/** Who can use a key, with the statements that allow it. */
export interface KeyAccessRow extends AllowedRow {
  /** The statements of the key policy that it rests on, by Sid or number. */
  readonly statements: readonly string[];
}

/** What the roles can do beyond the import, and who can use its keys. */
export interface AccessBeyond {
  readonly roles: readonly RoleBeyond[];
  readonly keys: readonly KeyAccess[];
  /** How many further roles and keys were not asked about. */
  readonly notAsked: number;
}

/** How many roles, keys of a role, and keys are asked about in one answer. */
const mostAsked = 5;

/** Decides over all requests what the documents allow beyond the import. Never throws. */
export function accessBeyond(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  options: DecisionOptions = {},
): AccessBeyond {
  const index = documentIndexOf(scenario, documents, options);
  const users = partsOf(index).flatMap((part) => keyUsersOf(index, part));
  const roles = rolesOf(scenario).filter(({ arn }) =>
    documents.some(({ attachTo }) => attachTo?.to === "role" && attachTo.roleArn === arn),
  );
  const keys = [
    ...new Map(users.flatMap((user) => (user.sourceKey ? [[user.key.arn, user]] : []))).values(),
  ];
  return {
    roles: roles.slice(0, mostAsked).map((role) => beyondOf(index, role, users)),
    keys: keys.slice(0, mostAsked).map((user) => accessTo(index, user)),
    notAsked: Math.max(0, roles.length - mostAsked) + Math.max(0, keys.length - mostAsked),
  };
}

function beyondOf(index: DocumentIndex, role: Role, all: readonly KeyUser[]): RoleBeyond {
  const users = all.filter((user) => user.role.arn === role.arn);
  const needs = needsOfRole(index, role);
  const identityPolicies = callerOf(index, role).identityPolicies.map(index.policyOf);
  const unreadable = documentsOf(index, role).some((id) => index.unreadable.has(id));
  const byImport = knownResources(index, needs, users);
  const actions = servicesIn(identityPolicies);
  return {
    role: `${role.name} of ${role.account}`,
    onKeys: [
      ...users.slice(0, mostAsked).map((user) => {
        const { key } = user;
        const isUnreadable = unreadable || index.unreadable.has(key.policy.documentId ?? "");
        const ask = (policies: ReachQuestion["policies"]): ReachQuestion => ({
          ...aboutKey(key),
          principals: asCaller(role, index.scenario),
          requests: "real",
          policies,
        });
        return {
          key: `${key.name} in ${key.region}`,
          ...(isUnreadable
            ? notReadable
            : beyond(
                index,
                ask({
                  resourcePolicy: leftTo(index, role),
                  identityPolicies: [needsPolicy(needs, key.arn)],
                }),
                withLayers(
                  index,
                  ask({ resourcePolicy: index.policyOf(key.policy), identityPolicies }),
                  key.policy,
                ),
              )),
        };
      }),
      ...keysNotAsked(users.length - mostAsked),
    ],
    elsewhere: unreadable
      ? notReadable
      : beyond(
          index,
          { ...byRole(index, role, [byImport]), actions },
          withLayers(index, { ...byRole(index, role, identityPolicies), actions }),
        ),
    documentedOnly: [
      ...new Set(
        needs
          .filter(
            ({ documentedOnly, action, resource }) =>
              documentedOnly &&
              !needs.some(
                (need) =>
                  !need.documentedOnly && need.action === action && need.resource === resource,
              ),
          )
          .map(({ action }) => action),
      ),
    ],
  };
}

/** The keys of a role past those that are asked about: not decided, so that nothing is said to be least without proof. */
function keysNotAsked(count: number): RoleBeyond["onKeys"] {
  if (count <= 0) return [];
  const keys = count === 1 ? "1 more key" : `${count} more keys`;
  return [
    { key: keys, rows: [], undecided: [`Not decided: only ${mostAsked} keys are asked about.`] },
  ];
}

const notReadable: Beyond = {
  rows: [],
  undecided: ["Not decided: a document is not valid JSON."],
};

/** A key policy that leaves the key to a role's account: then its identity policies alone decide. */
function leftTo(index: DocumentIndex, role: Role): Policy {
  const root = accountRootArn(index.scenario.partition, role.account);
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: root }, Action: "*", Resource: "*" }],
  };
}

function beyond(
  index: DocumentIndex,
  needed: ReachQuestion,
  actual: ReachQuestion | undefined,
): Beyond {
  if (!actual) return notReadable;
  const { allowed, undecided } = reachBeyond(needed, actual, reachCacheOf(index));
  return { rows: rowsOf(allowed), undecided: undecidedSentences(undecided) };
}

function documentsOf(index: DocumentIndex, role: Role): readonly string[] {
  return index.identityPoliciesOf(role).flatMap(({ documentId }) => documentId ?? []);
}

function accessTo(index: DocumentIndex, { key }: KeyUser): KeyAccess {
  const name = `${key.name} in ${key.region}`;
  const policy = index.policyOf(key.policy);
  const question = withLayers(index, { ...aboutKey(key), ...byAnyone(policy) }, key.policy);
  if (!question || index.unreadable.has(key.policy.documentId ?? ""))
    return { key: name, rows: [], ofAccount: [], undecided: notReadable.undecided };
  const { allowed, undecided } = reach(question, reachCacheOf(index));
  const roots = [accountRootArn(index.scenario.partition, key.account), key.account];
  const isOfAccount = ({ because }: Cell) =>
    because.allows.length > 0 &&
    because.allows.every(({ statement }) => namesOnly(policy, statement, roots));
  const rows = (cells: readonly Cell[]) =>
    rowsOf(cells).map((row): KeyAccessRow => {
      const own = cells.filter((cell) => sentenceOf(cell) === row.sentence);
      const names = own.flatMap(({ because }) =>
        because.allows.map(({ sid, statement }) => statementName(sid, statement)),
      );
      return { ...row, statements: [...new Set(names)] };
    });
  return {
    key: name,
    rows: rows(allowed.filter((cell) => !isOfAccount(cell))),
    ofAccount: rows(allowed.filter(isOfAccount)),
    undecided: undecidedSentences(undecided),
  };
}

/** Whether a statement's Principal is nothing but the key's own account. */
function namesOnly(policy: Policy, at: number, roots: readonly string[]): boolean {
  const principal = statementsOf(policy)[at]?.Principal as { AWS?: unknown } | undefined;
  const named = asList(principal?.AWS);
  return named.length > 0 && named.every((one) => typeof one === "string" && roots.includes(one));
}
