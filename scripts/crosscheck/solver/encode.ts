import type { PolicySet } from "#engine";
import { comparisonHolds, type Keys, type KeyVariables, type Sort } from "./guide.ts";
import { and, fitsPattern, literal, no, not, or, yes } from "./smt.ts";

/** A request whose parts are open, as variables of the solver. */
export interface OpenRequest {
  readonly caller: string;
  readonly account: string;
  /** The variable `action` is a place in this list. */
  readonly actions: readonly string[];
  readonly keys: Keys;
}

type StatementRecord = Readonly<Record<string, unknown>>;

/** The variables of the keys, with lists of at most `most` values, and the declarations that belong to them. */
export function declareKeys(sorts: ReadonlyMap<string, Sort>, most: number) {
  const keys = new Map<string, KeyVariables>();
  const lines: string[] = [];
  [...sorts].forEach(([name, sort], at) => {
    const count = `count_${at}`;
    lines.push(`(declare-const ${count} Int)`, `(assert (<= 0 ${count} ${most}))`);
    const values = Array.from({ length: most }, (_, index) => {
      const [value, readable, bits] = [
        `value_${at}_${index}`,
        `readable_${at}_${index}`,
        `bits_${at}_${index}`,
      ];
      lines.push(
        `(declare-const ${value} ${sort === "text" ? "String" : "Int"})`,
        `(declare-const ${readable} Bool)`,
        `(declare-const ${bits} Int)`,
        ...boundsOf(sort, value, bits),
      );
      return { value, readable, bits };
    });
    keys.set(name, { sort, count, values });
  });
  return { keys, lines };
}

function boundsOf(sort: Sort, value: string, bits: string): string[] {
  if (sort === "address")
    return [`(assert (<= 0 ${value} 4294967295))`, `(assert (<= 0 ${bits} 32))`];
  // The years 1970 to 9999.
  if (sort === "date") return [`(assert (<= 0 ${value} 253402300799000))`];
  return [];
}

/**
 * That the policies allow the request: a call of a user on a resource of its own account.
 * "Policy evaluation logic": an explicit Deny in any policy wins; every level of service control policies must allow; then
 * the resource's policy is enough where it names the user or everyone, and else an identity policy must allow, and the
 * permissions boundary with it. Where the resource's policy names the account, the account's own policies decide.
 */
export function isAllowed(policies: PolicySet, open: OpenRequest): string {
  const {
    identityPolicies = [],
    permissionsBoundary = [],
    serviceControlPolicies = [],
    resourcePolicy,
  } = policies;
  const identity = statementsOf(identityPolicies);
  const boundary = statementsOf(permissionsBoundary);
  const levels = serviceControlPolicies.map((level) => statementsOf(level));
  const resource = statementsOf(resourcePolicy ? [resourcePolicy] : []);
  const allows = (statements: readonly VersionedStatement[]) =>
    someOf(statements, "Allow", open, yes);
  const denies = or([
    ...[identity, boundary, ...levels].map((statements) => someOf(statements, "Deny", open, yes)),
    someOf(resource, "Deny", open),
  ]);
  return and([
    not(denies),
    ...levels.map(allows),
    or([
      someOf(resource, "Allow", open),
      and([allows(identity), permissionsBoundary.length > 0 ? allows(boundary) : yes]),
    ]),
  ]);
}

interface VersionedStatement {
  readonly statement: StatementRecord;
  readonly withVariables: boolean;
}

function statementsOf(policies: readonly object[]): VersionedStatement[] {
  return policies.flatMap((policy) => {
    const { Version, Statement } = policy as { Version?: unknown; Statement?: unknown };
    return [Statement].flat().map((statement) => ({
      statement: statement as StatementRecord,
      withVariables: Version === "2012-10-17",
    }));
  });
}

/** That some statement of this effect fits; `principal` in place of the answer of its `Principal` element. */
function someOf(
  statements: readonly VersionedStatement[],
  effect: "Allow" | "Deny",
  open: OpenRequest,
  principal?: string,
): string {
  return or(
    statements
      .filter(({ statement }) => statement.Effect === effect)
      .map((one) =>
        and([
          principal ?? fitsPrincipal(one.statement, effect, open),
          statementFits(one, effect, open),
        ]),
      ),
  );
}

function statementFits(
  { statement, withVariables }: VersionedStatement,
  effect: "Allow" | "Deny",
  open: OpenRequest,
): string {
  const { Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  const action = fitsAction(texts(Action ?? NotAction), open);
  const resource = or(
    texts(Resource ?? NotResource).map((pattern) =>
      fitsResource(pattern, open.keys, withVariables),
    ),
  );
  const conditions = Object.entries(Condition as Record<string, Record<string, unknown>>).flatMap(
    ([operator, block]) =>
      Object.entries(block).map(([name, expected]) => {
        const key = open.keys.get(name.toLowerCase());
        if (!key) throw new Error(`no variables for ${name}`);
        return comparisonHolds(operator, key, texts(expected), effect, open.keys, withVariables);
      }),
  );
  return and([
    Action === undefined ? not(action) : action,
    Resource === undefined ? not(resource) : resource,
    ...conditions,
  ]);
}

/** A user is named by `*`, by its ARN and, under Deny, by its account, which stands for everyone in it. */
function fitsPrincipal(
  { Principal, NotPrincipal }: StatementRecord,
  effect: "Allow" | "Deny",
  { caller, account }: OpenRequest,
): string {
  if (NotPrincipal !== undefined) throw new Error("NotPrincipal is not modelled");
  const aws = Principal === "*" ? ["*"] : texts((Principal as { AWS?: unknown }).AWS);
  const byAccount = [account, `arn:aws:iam::${account}:root`];
  const isNamed = aws.some(
    (entry) =>
      entry === "*" || entry === caller || (effect === "Deny" && byAccount.includes(entry)),
  );
  return isNamed ? yes : no;
}

/** "Action": case does not count. */
function fitsAction(patterns: readonly string[], { actions }: OpenRequest): string {
  const fitting = actions.flatMap((action, at) =>
    patterns.some((pattern) => fits(pattern.toLowerCase(), action.toLowerCase())) ? [at] : [],
  );
  return or(fitting.map((at) => `(= action ${at})`));
}

function fits(pattern: string, text: string): boolean {
  if (pattern === "") return text === "";
  const [head, rest] = [pattern[0], pattern.slice(1)];
  if (head === "*") return fits(rest, text) || (text !== "" && fits(pattern, text.slice(1)));
  return text !== "" && (head === "?" || head === text[0]) && fits(rest, text.slice(1));
}

/** "Resource": wildcards run over colons and slashes; a variable is replaced by the value of its key, if there is one. */
function fitsResource(pattern: string, keys: Keys, withVariables: boolean): string {
  const [, before, name, after] = /^(.*?)\$\{([^}]+)\}(.*?)\*$/.exec(pattern) ?? [];
  if (!withVariables || name === undefined) return fitsPattern("resource", pattern);
  const key = keys.get(name.toLowerCase());
  const value = key?.values[0]?.value ?? '""';
  const whole = `(str.++ ${literal(before ?? "")} ${value} ${literal(after ?? "")})`;
  return and([`(= ${key?.count} 1)`, `(str.prefixof ${whole} resource)`]);
}

function texts(value: unknown): string[] {
  return [value].flat().map(String);
}
