import type { PolicySet, ReachQuestion } from "#engine";
import { asList, type Condition, type Policy, parseArn, type Statement } from "#policy";
import type { DocumentIndex } from "../documents/document-index.ts";
import type { PolicyReference } from "../documents/scenario-document.ts";
import { accountOf, callerName, type LayerIndex } from "./layers.ts";

/** The members of a policy set that layers fill. */
type LayerPolicies = Omit<PolicySet, "identityPolicies" | "resourcePolicy" | "endpointPolicies">;

/** The layers of a question about all requests. */
export interface ReachLayers {
  readonly policies: LayerPolicies;
  /** A layer that joins is not valid JSON: nothing can be decided. */
  readonly unreadable: boolean;
}

const none: ReachLayers = { policies: {}, unreadable: false };

/** Who asks for what: a question about all requests, before it has policies. */
export type ReachSubject = Pick<ReachQuestion, "resource" | "resourceAccount" | "principals">;

/**
 * The layers that join a question about all requests. A boundary and session policies join a question about one role, and
 * endpoint policies none: requests can be sent past an endpoint. What is left out only forbids, so what is proved stays true.
 */
export function reachLayers(
  index: DocumentIndex,
  { resource, resourceAccount, principals }: ReachSubject,
  resourcePolicy?: PolicyReference,
): ReachLayers {
  const { layers } = index;
  if (!layers) return none;
  const role = onlyOne(principals, callerName);
  const account = onlyOne(principals, accountOf);
  const arn = typeof resource === "string" ? resource : "";
  const owner = parseArn(arn)?.account || resourceAccount || "";
  const service = account
    ? (layers.serviceControlPolicies.get(account) ?? [])
    : [...layers.serviceControlPolicies.values()].flat();
  const control =
    (!resourcePolicy?.isOfAwsManagedKey && layers.resourceControlPolicies.get(owner)) || [];
  const boundary = (role && layers.permissionsBoundaries.get(role)) || [];
  const session = (role && layers.sessionPolicies.get(role)) || [];
  const grants = layers.grants.get(arn) ?? [];
  const joining = [...service.flat(), ...control.flat(), ...boundary, ...session];
  if (joining.length + grants.length === 0) return none;
  const policiesOf = (references: readonly PolicyReference[]) => references.map(index.policyOf);
  return {
    policies: {
      serviceControlPolicies: account ? service.map(policiesOf) : scopedLevels(index, layers),
      resourceControlPolicies: control.map(policiesOf),
      permissionsBoundary: policiesOf(boundary),
      sessionPolicies: policiesOf(session),
      grants,
    },
    unreadable: joining.some(
      ({ documentId }) => documentId !== undefined && index.unreadable.has(documentId),
    ),
  };
}

/** A question with the layers that join it; `undefined` if one of them is not valid JSON. */
export function withLayers(
  index: DocumentIndex,
  question: ReachQuestion,
  resourcePolicy?: PolicyReference,
): ReachQuestion | undefined {
  const { policies, unreadable } = reachLayers(index, question, resourcePolicy);
  if (unreadable) return undefined;
  return { ...question, policies: { ...question.policies, ...policies } };
}

/** Every policy and grant that joins, to tell whether they changed. */
export function membersOf({ policies }: ReachLayers): readonly object[] {
  const { serviceControlPolicies = [], resourceControlPolicies = [] } = policies;
  const { permissionsBoundary = [], sessionPolicies = [], grants = [] } = policies;
  return [
    ...serviceControlPolicies.flat(),
    ...resourceControlPolicies.flat(),
    ...permissionsBoundary,
    ...sessionPolicies,
    ...grants,
  ];
}

/** What all patterns of principals have in common; `undefined` if it is not one account or role, or a pattern. */
function onlyOne(
  principals: readonly string[] | undefined,
  nameOf: (principal: string) => string,
): string | undefined {
  const [name, ...others] = new Set((principals ?? ["*"]).map(nameOf));
  return name === undefined || others.length > 0 || name.includes("*") ? undefined : name;
}

/** Service control policies of all accounts, each for the principals of its accounts. Made once for the same texts. */
function scopedLevels(index: DocumentIndex, layers: LayerIndex): readonly (readonly Policy[])[] {
  return index.ofTexts.of(layers, scopedLevels, () => {
    const groups = new Map<
      string,
      { accounts: string[]; levels: readonly (readonly Policy[])[] }
    >();
    const numbers = new Map<Policy, number>();
    const numberOf = (policy: Policy) => {
      const number = numbers.get(policy) ?? numbers.size;
      numbers.set(policy, number);
      return number;
    };
    for (const [account, references] of layers.serviceControlPolicies) {
      const levels = references.map((level) => level.map(index.policyOf));
      const name = JSON.stringify(levels.map((level) => level.map(numberOf)));
      const known = groups.get(name);
      if (known) known.accounts.push(account);
      else groups.set(name, { accounts: [account], levels });
    }
    return [...groups.values()].flatMap(({ accounts, levels }) => {
      const scope = accounts.join();
      const others = index.assumed(`outside ${scope}`, () => allowingOthers(accounts));
      return levels.map((level) => [
        ...level.map((policy) => {
          const scoped = index.ofPolicy.of(policy, noScopes, noScopes);
          const known = scoped.get(scope) ?? withScopedDenies(policy, accounts);
          scoped.set(scope, known);
          return known;
        }),
        others,
      ]);
    });
  });
}

/** A policy's scoped copies by scope: the authorizer compiles each policy object once. */
const noScopes = () => new Map<string, Policy>();

const principalAccount = "aws:PrincipalAccount";

/** Principals of other accounts: the policies do not bind them. */
function allowingOthers(accounts: readonly string[]): Policy {
  const Condition = { StringNotEquals: { [principalAccount]: [...accounts] } };
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*", Condition }],
  };
}

/** The policy with each Deny limited to the principals of some accounts. */
function withScopedDenies(policy: Policy, accounts: readonly string[]): Policy {
  const Statement = asList<unknown>(policy.Statement).map((statement) => {
    if (typeof statement !== "object" || statement === null) return statement;
    const given = statement as Statement;
    return given.Effect === "Allow" ? given : withCondition(given, principalAccount, [...accounts]);
  });
  return { ...policy, Statement: Statement as Statement[] };
}

/** Operators that compare these keys alike: a statement may use one of them for the same key already. */
const equals = ["StringEquals", "StringLike", "StringEqualsIgnoreCase", "ForAnyValue:StringEquals"];

/** The statement for requests that also have a key; one that no operator is left for stays as it is. */
function withCondition(statement: Statement, key: string, values: string[]): Statement {
  const condition: unknown = statement.Condition ?? {};
  if (typeof condition !== "object" || condition === null) return statement;
  const given = condition as Condition;
  const isFree = (operator: string) =>
    !Object.keys(given[operator] ?? {}).some((name) => name.toLowerCase() === key.toLowerCase());
  const operator = equals.find(isFree);
  if (operator === undefined) return statement;
  return {
    ...statement,
    Condition: { ...given, [operator]: { ...given[operator], [key]: values } },
  };
}
