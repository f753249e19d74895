import { roleName } from "#policy";
import type { Caller, CallerKind } from "../../authorizer/request/caller.ts";
import { strangers, visitor } from "./principal-examples.ts";

/** A principal of a model, and whether it is in the set that words are made for. */
interface Member {
  readonly caller: Caller;
  readonly isIn: boolean;
}

/** Callers of one kind; a session counts as its role. */
interface Group {
  readonly kind: CallerKind;
  readonly inside: Caller[];
  readonly outside: Caller[];
}

const plural: Readonly<Partial<Record<CallerKind, string>>> = {
  user: "user",
  role: "role",
  "federated-user": "federated user",
};

/**
 * A set of principals for a reader: the names of those that policies name, and "every user and role of 222222222222" for the
 * rest of an account.
 */
export function principalWords(people: readonly Member[]): readonly string[] {
  if (people.every(({ isIn }) => isIn)) return ["everyone"];
  // Callers of other partitions differ by nothing that a reader asks about.
  const common = people.find(({ caller }) => caller.partition !== "")?.caller.partition;
  const byAccount = new Map<string, Map<CallerKind, Group>>();
  for (const { caller, isIn } of people) {
    const { account, partition } = caller;
    if (partition !== "" && partition !== common) continue;
    const kind = caller.kind === "role-session" ? "role" : caller.kind;
    const groups = byAccount.get(account) ?? new Map<CallerKind, Group>();
    byAccount.set(account, groups);
    const group = groups.get(kind) ?? { kind, inside: [], outside: [] };
    groups.set(kind, group);
    (isIn ? group.inside : group.outside).push(caller);
  }
  const words: string[] = [];
  for (const [account, groups] of byAccount)
    if (account !== "") words.push(...accountWords(account, [...groups.values()]));
  for (const group of byAccount.get("")?.values() ?? []) words.push(...otherWords(group));
  return joinedAccounts(words);
}

function accountWords(account: string, groups: readonly Group[]): readonly string[] {
  const owner = strangers.includes(account) ? "any other account" : account;
  const words: string[] = [];
  const whole: string[] = [];
  const names: string[] = [];
  for (const { kind, inside, outside } of groups) {
    if (inside.length === 0) continue;
    if (kind === "root") {
      words.push(`root of ${owner}`);
      continue;
    }
    const generic = inside.some((caller) => isVisitor(caller));
    const named = namesOf(generic ? outside : inside).filter(
      (name) => !generic || !namesOf(inside).includes(name),
    );
    if (!generic) {
      names.push(...named.map((name) => `${plural[kind] ?? kind} ${name} of ${owner}`));
      names.push(...linkedNamesOf(inside).map((name) => `service-linked role ${name} of ${owner}`));
    } else
      whole.push(`${plural[kind] ?? kind}${named.length > 0 ? ` but ${named.join(", ")}` : ""}`);
  }
  const isAll = words.length > 0 && whole.length === 3;
  if (isAll && whole.every((one) => !one.includes(" but "))) return [`everyone of ${owner}`];
  if (whole.length > 0)
    words.push(
      `every ${whole.filter((one) => !one.startsWith("federated") || whole.length === 1).join(" and ")} of ${owner}`,
    );
  return [...words, ...names];
}

function isVisitor(caller: Caller): boolean {
  return nameOf(caller) === visitor;
}

function namesOf(callers: readonly Caller[]): readonly string[] {
  return eachOnce(callers.filter((caller) => !isVisitor(caller) && !caller.serviceLinked));
}

function linkedNamesOf(callers: readonly Caller[]): readonly string[] {
  return eachOnce(callers.filter(({ serviceLinked }) => serviceLinked));
}

function eachOnce(callers: readonly Caller[]): readonly string[] {
  return [...new Set(callers.map(nameOf))];
}

/** The name of a user or a role, a session by its role. */
function nameOf(caller: Caller): string {
  return caller.kind === "role-session" ? caller.role : roleName(caller.text);
}

function otherWords({ kind, inside, outside }: Group): readonly string[] {
  if (inside.length === 0) return [];
  if (kind === "anonymous") return ["anonymous callers"];
  if (outside.length === 0)
    return [kind === "service" ? "every AWS service" : "federated and other callers"];
  return inside.map(({ text }) => text).slice(0, 4);
}

/** "root of 1, root of 2" is one phrase. */
function joinedAccounts(words: readonly string[]): readonly string[] {
  const byPhrase = new Map<string, string[]>();
  const found: string[] = [];
  for (const word of words) {
    const [, phrase = "", account = ""] = /^(.*) of (\d{12}|any other account)$/.exec(word) ?? [];
    if (phrase === "") found.push(word);
    else byPhrase.set(phrase, [...(byPhrase.get(phrase) ?? []), account]);
  }
  const joined = [...byPhrase].map(([phrase, accounts]) => `${phrase} of ${listed(accounts)}`);
  return [...joined, ...found];
}

/** A list for a sentence; a long one is counted. */
export function listed(texts: readonly string[], last = "and"): string {
  if (texts.length > 8) return `${texts.slice(0, 3).join(", ")} ${last} ${texts.length - 3} others`;
  if (texts.length < 2) return texts.join("");
  return `${texts.slice(0, -1).join(", ")} ${last} ${texts.at(-1)}`;
}
