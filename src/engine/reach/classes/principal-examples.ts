import {
  type ArnParts,
  accountId,
  accountRootArn,
  hasWildcard,
  parseArn,
  roleArn,
  roleName,
} from "#policy";
import type { Principals } from "../../authorizer/principal.ts";
import type { Caller } from "../../authorizer/request/caller.ts";
import type { Budget } from "../budget.ts";
import { type Asked, comparisonOf } from "./comparisons.ts";
import { exampleTexts } from "./example-texts.ts";
import { globPattern, type Pattern, type Token } from "./pattern.ts";

/** What principals must be told apart by. */
export interface PrincipalSources {
  readonly elements: readonly Principals[];
  /** Patterns of questions and claims over the principal's text. */
  readonly patterns: readonly string[];
  /** Accounts and partitions of resources. */
  readonly accounts: readonly string[];
  readonly partitions: readonly string[];
  /** What policies ask of keys that follow from the principal. */
  readonly conditions: readonly Asked[];
  /** Patterns of the only principals that count; without them everyone does. */
  readonly within?: readonly string[] | undefined;
  /** Whether only callers count whom AWS knows. */
  readonly isReal: boolean;
  /** Principals that grants name. */
  readonly named: readonly string[];
}

/** Names of an invented role, user and session, for callers whom no policy names. */
export const visitor = "Visitor";
/** Accounts that stand for any account that nobody names. */
export const strangers = ["999999999999", "888888888888", "777777777777"];
const linkedRole = "AWSServiceRoleForAutoScaling";
const manyAccounts = 40;
/** The path of a role whose name is known under another one. */
export const inventedPath = "other-path/";

/**
 * Principals that tell Principal elements apart: each one that is named with its role, its other sessions and its name under
 * another path; in every account that is named, and in a stranger's, one of each kind that nobody names; services, anonymous
 * and other callers; and for patterns the shortest names that fit.
 */
export function examplePrincipals(sources: PrincipalSources, budget: Budget): readonly string[] {
  const { elements, patterns, within } = sources;
  const asked = askedTexts(sources.conditions);
  const only = within && literalAccounts(within);
  const entries = [
    ...elements.flatMap(({ aws }) => aws.map(({ text }) => text)),
    ...asked("aws:principalarn"),
  ];
  const accountTexts = [...asked("aws:principalaccount"), ...asked("kms:calleraccount")];
  const accounts = [
    ...sources.accounts,
    ...accountTexts.filter((text) => !hasWildcard(text)),
    ...accountsLike(accountTexts.filter(hasWildcard), budget),
  ];
  const named = [...entries, ...patterns, ...sources.named].filter((text) => !hasWildcard(text));
  const globs = [...entries, ...patterns].filter((text) => hasWildcard(text) && text !== "*");
  const { callerOf } = budget.authorizer;
  const callers = named.map(callerOf);
  const ownAccounts = [
    ...callers.map(({ account }) => account),
    ...accounts,
    ...globs.map(accountIn),
  ];
  const known = [...new Set(ownAccounts)].filter(
    (account) => accountId(account) && only?.has(account) !== false,
  );
  const stranger = only ? undefined : strangers.find((one) => !known.includes(one));
  const partitions = new Set(
    [...sources.partitions, ...callers.map(({ partition }) => partition), "aws"].filter(Boolean),
  );
  const roles = [...new Set([...named, ...globs].map(roleIn).filter(Boolean))];
  const found: string[] = callers.flatMap(kinOf);
  const [first = "aws"] = partitions;
  for (const partition of partitions)
    for (const account of [...known, ...listOf(stranger)])
      if (partition === first || known.length < manyAccounts)
        found.push(...membersOf(partition, account, roles.slice(0, 3)));
  const foreign =
    ["aws-cn", "aws-us-gov", "aws-iso"].find((one) => !partitions.has(one)) ?? "aws-iso-b";
  if (!only)
    for (const account of [...known.slice(0, manyAccounts), ...listOf(stranger)])
      found.push(...membersOf(foreign, account, []));
  found.push(...elements.flatMap(({ service, other }) => [...service, ...other]));
  found.push(
    "ec2.amazonaws.com",
    "lambda.amazonaws.com",
    "rds.amazonaws.com",
    "backup.amazonaws.com",
  );
  found.push("*", "accounts.google.com", "AROAEXAMPLEUNIQUEID00");
  found.push(...asked("aws:principalservicename"));
  for (const name of asked("aws:username"))
    for (const account of [...known.slice(0, manyAccounts), ...listOf(stranger)])
      found.push(`arn:${first}:iam::${account}:user/${name.replaceAll("*", visitor)}`);
  if (globs.length > 0) {
    const { isReal } = sources;
    const distinct = [...new Set(globs)];
    const fitting = budget.remembered(
      () => `fitting${JSON.stringify([distinct, within, isReal])}`,
      () => patternPrincipals(distinct, budget, { within, isReal }),
    );
    const others = [...known.slice(0, 12), ...listOf(stranger)];
    found.push(...fitting, ...fitting.flatMap((text) => inAccounts(callerOf(text), others)));
  }
  return [...new Set(found)].filter((text) => text !== "");
}

/** The values that conditions compare a key with. */
function askedTexts(conditions: readonly Asked[]): (key: string) => readonly string[] {
  return (key) =>
    conditions
      .filter(({ keyName }) => keyName === key)
      .flatMap((one) => comparisonOf(one, true).values)
      .filter((text) => !text.includes("${"));
}

/** Account ids that fit patterns. */
function accountsLike(patterns: readonly string[], budget: Budget): readonly string[] {
  return patterns.length === 0
    ? []
    : exampleTexts(patterns.map(globPattern), budget, [twelveDigits]);
}

/** The same name in other accounts. */
function inAccounts({ text, account }: Caller, accounts: readonly string[]): readonly string[] {
  return account === ""
    ? []
    : accounts.map((other) => text.replace(`::${account}:`, `::${other}:`));
}

/** A principal that is named, and those that a name may reach beside it. */
function kinOf({ kind, text, partition, account, role }: Caller): readonly string[] {
  if (kind !== "role" && kind !== "role-session") return [text];
  const name = kind === "role" ? roleName(text) : role;
  return [
    text,
    ...(kind === "role" ? [] : [roleArn(partition, account, name)]),
    session(partition, account, name, "import"),
    session(partition, account, name, "another-session"),
    roleArn(partition, account, name),
    roleArn(partition, account, `${inventedPath}${name}`),
  ];
}

/** One of each kind of caller of an account; roles of these names first. */
function membersOf(
  partition: string,
  account: string,
  roles: readonly string[],
): readonly string[] {
  const linked = `aws-service-role/autoscaling.amazonaws.com/${linkedRole}`;
  return [
    ...[...roles, visitor].flatMap((role) => [
      roleArn(partition, account, role),
      session(partition, account, role, "visitor"),
    ]),
    `arn:${partition}:iam::${account}:user/${visitor}`,
    accountRootArn(partition, account),
    account,
    roleArn(partition, account, linked),
    session(partition, account, linkedRole, "AutoScaling"),
    `arn:${partition}:sts::${account}:federated-user/${visitor}`,
  ];
}

/** Principals of each kind that fit wildcard patterns, a session by its own ARN and by its role's. */
function patternPrincipals(
  globs: readonly string[],
  budget: Budget,
  { within, isReal }: Pick<PrincipalSources, "within" | "isReal">,
): readonly string[] {
  const patterns = [...forms, ...globs.map(globPattern)];
  // A session that counts has the path of a role that may not. AWS sends no caller of another form.
  const counting = within
    ? [...new Set([...within, ...within.map(rolesLike)])].map(globPattern)
    : isReal
      ? forms
      : undefined;
  const texts = exampleTexts(patterns, budget, counting);
  const filled = globs.map((glob) =>
    glob.replaceAll(/::\*+:/g, "::999999999999:").replaceAll("*", visitor),
  );
  const all = [...filled, ...texts];
  const callers = all.map(budget.authorizer.callerOf);
  const sessions = callers.filter(({ kind }) => kind === "role-session").slice(0, 40);
  const roles = callers.filter(({ kind }) => kind === "role").slice(0, 40);
  return [
    ...all,
    ...roles.flatMap(({ text, partition, account }) => {
      const name = roleName(text);
      return [
        session(partition, account, name, "visitor"),
        ...sessions.map((one) => session(partition, account, name, roleName(one.text))),
      ];
    }),
  ];
}

/** The roles, under any path, whose sessions may fit a pattern. */
function rolesLike(pattern: string): string {
  const arn = literalStart(pattern);
  return arn ? `arn:${arn.partition}:iam::${arn.account}:role/*` : "arn:*:iam::*:role/*";
}

/** The accounts of all principals that fit the patterns; nothing if a pattern fits some of any account. */
function literalAccounts(patterns: readonly string[]): ReadonlySet<string> | undefined {
  const accounts = new Set<string>();
  for (const pattern of patterns) {
    const { account } = literalStart(pattern) ?? {};
    if (!account) return undefined;
    accounts.add(account);
  }
  return accounts;
}

/** The parts of an ARN pattern, if none but the last has a wildcard, which may stand for colons too. */
function literalStart(pattern: string): ArnParts | undefined {
  const arn = parseArn(pattern);
  if (!arn || hasWildcard(`${arn.partition}${arn.service}${arn.region}${arn.account}`))
    return undefined;
  return arn;
}

function listOf(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [text];
}

const one: Token = { kind: "one" };
const many: Token = { kind: "many" };
const inPart: Token = { kind: "many", not: ":" };
const twelveDigits: Pattern = new Array<Token>(12).fill({ kind: "one", digits: true });
const noSlash: Pattern = [
  { kind: "one", not: "/" },
  { kind: "many", not: "/" },
];

/** The forms of principals with an ARN, and of services. */
const forms: readonly Pattern[] = [
  form("iam", "root", []),
  form("iam", "user/", [many]),
  form("iam", "role/", [many]),
  form("iam", "role/", noSlash),
  form("iam", "role/aws-service-role/", [many]),
  form("sts", "federated-user/", [many]),
  form("sts", "assumed-role/", [...noSlash, { kind: "char", char: "/" }, one, many]),
  form("sts", "assumed-role/AWSServiceRoleFor", [
    ...noSlash,
    { kind: "char", char: "/" },
    one,
    many,
  ]),
  [one, many, ...globPattern(".amazonaws.com")],
];

function form(service: string, type: string, rest: Pattern): Pattern {
  return [
    ...globPattern("arn:"),
    inPart,
    ...globPattern(`:${service}::`),
    ...twelveDigits,
    ...globPattern(`:${type}`),
    ...rest,
  ];
}

function session(partition: string, account: string, role: string, name: string): string {
  return `arn:${partition}:sts::${account}:assumed-role/${role}/${name}`;
}

function accountIn(text: string): string {
  return parseArn(text)?.account ?? "";
}

/** The name of the role that an ARN or a pattern names; empty for a name with wildcards. */
function roleIn(text: string): string {
  const arn = parseArn(text);
  const [type, ...rest] = arn?.resource.split("/") ?? [];
  const name =
    type === "role" ? (rest.at(-1) ?? "") : type === "assumed-role" ? (rest[0] ?? "") : "";
  return hasWildcard(name) ? "" : name;
}
