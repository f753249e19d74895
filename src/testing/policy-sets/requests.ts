import { type AccessRequest, type ReachQuestion, requestContext } from "#engine";
import { globMatches } from "#policy";
import type { Random } from "../random.ts";
import { keys, randomKey } from "./conditions.ts";
import { fillPattern, principals, rarePrincipals, type Subject } from "./names.ts";
import type { RandomQuestion } from "./questions.ts";

type Context = Record<string, string | string[]>;
type StatementRecord = Readonly<Record<string, unknown>>;

/**
 * A request that the question asks about. Half of the calls build it from what the policies themselves say; the other half
 * change one thing of a request that is known to be allowed, if there is any.
 */
export function randomRequest(
  random: Random,
  drawn: RandomQuestion,
  allowed: readonly AccessRequest[],
): AccessRequest {
  const request =
    allowed.length > 0 && random.chance(50)
      ? withOneChange(random, drawn, random.pick(allowed))
      : fromPolicies(random, drawn);
  return withinQuestion(random, drawn, request);
}

/** A request that meets most of what one or two statements ask for. */
function fromPolicies(random: Random, { policies, subject }: RandomQuestion): AccessRequest {
  const statements = statementsIn(policies);
  const allows = statements.filter(({ Effect }) => Effect === "Allow");
  const main = allows.length > 0 && random.chance(80) ? random.pick(allows) : undefined;
  const other = statements.length > 0 && random.chance(50) ? random.pick(statements) : undefined;
  const context: Context = {};
  for (const statement of [other, main])
    if (statement) meetCondition(random, statement.Condition, context);
  if (random.chance(25)) setKey(random, context);
  const { resource, account } = randomResource(random, subject, main);
  const request: AccessRequest = {
    principal: randomPrincipal(random, main ?? other),
    action: randomAction(random, subject, main),
    resource,
    ...account,
    context,
  };
  return random.chance(30) ? { ...request, context: requestContext(request) } : request;
}

/** The same request but for its caller, its action, its resource or one condition key; now and then the same. */
function withOneChange(
  random: Random,
  { subject, policies }: RandomQuestion,
  request: AccessRequest,
): AccessRequest {
  const context: Context = { ...(request.context as Context) };
  const present = Object.keys(context);
  const statements = statementsIn(policies);
  return random.pick<() => AccessRequest>([
    () => ({ ...request, principal: randomPrincipal(random, undefined) }),
    () => ({ ...request, action: randomAction(random, subject, undefined) }),
    () => ({ ...request, resource: random.pick(subject.resources) }),
    () => {
      if (present.length > 0) delete context[random.pick(present)];
      return { ...request, context };
    },
    () => {
      const name = present.length > 0 ? random.pick(present) : undefined;
      setKey(random, context, name);
      return { ...request, context };
    },
    () => {
      if (statements.length > 0) meetCondition(random, random.pick(statements).Condition, context);
      return { ...request, context };
    },
    () => {
      setKey(random, context);
      return { ...request, context };
    },
    () => request,
  ])();
}

/** What the question fixes is as it says: its given keys, its resource, mostly its callers and actions. */
function withinQuestion(
  random: Random,
  { question, subject }: RandomQuestion,
  request: AccessRequest,
): AccessRequest {
  const { principals: callers, actions, given = {} } = question;
  const isAsked = (patterns: readonly string[] | undefined, text: string) =>
    patterns === undefined || patterns.some((pattern) => globMatches(pattern, text));
  const context: Context = {};
  const givenKeys = Object.keys(given).map((key) => key.toLowerCase());
  for (const [key, value] of Object.entries(request.context ?? {}))
    if (!givenKeys.includes(key.toLowerCase())) context[key] = value as string | string[];
  for (const [key, value] of Object.entries(given))
    if (value !== null) context[key] = typeof value === "string" ? value : [...value];
  const lower = (texts: readonly string[] | undefined) => texts?.map((text) => text.toLowerCase());
  return {
    ...request,
    principal: isAsked(callers, request.principal)
      ? request.principal
      : askedPrincipal(random, callers ?? []),
    action: isAsked(lower(actions), request.action.toLowerCase())
      ? request.action
      : (subject.actions.find((one) => isAsked(lower(actions), one.toLowerCase())) ??
        request.action),
    context,
  };
}

/** Whether the question asks about the request. */
export function asksAbout(question: ReachQuestion, request: AccessRequest): boolean {
  const { principals: callers, actions = ["*"], resource } = question;
  const fits = (patterns: readonly string[], text: string) =>
    patterns.some((pattern) => globMatches(pattern, text));
  const lower = actions.map((text) => text.toLowerCase());
  const isResource =
    typeof resource === "string"
      ? resource === request.resource
      : fits(resource.like, request.resource);
  return (
    isResource &&
    fits(lower, request.action.toLowerCase()) &&
    (callers === undefined || fits(callers, request.principal))
  );
}

function askedPrincipal(random: Random, patterns: readonly string[]): string {
  const fitting = [...principals, ...rarePrincipals].filter((name) =>
    patterns.some((pattern) => globMatches(pattern, name)),
  );
  return fitting.length > 0 ? random.pick(fitting) : fillPattern(random.pick(patterns), random);
}

function randomPrincipal(random: Random, statement: StatementRecord | undefined): string {
  const named = namedPrincipals(statement);
  if (named.length > 0 && random.chance(75)) return callerNamed(random, random.pick(named));
  return random.pick(random.chance(75) ? principals : rarePrincipals);
}

function namedPrincipals(statement: StatementRecord | undefined): string[] {
  const { Principal: element } = statement ?? {};
  if (typeof element !== "object" || element === null) return [];
  return Object.values(element)
    .flat()
    .filter((text): text is string => typeof text === "string" && text !== "*");
}

/** Somebody whom the entry of a policy names: of an account anyone, of a role at times a session. */
function callerNamed(random: Random, entry: string): string {
  const account = /^\d{12}$/.test(entry) ? entry : /::(\d{12}):root$/.exec(entry)?.[1];
  const members = principals.filter((name) => account && name.includes(account));
  if (members.length > 0) return random.pick(members);
  const name = fillPattern(entry, random);
  const role = /^arn:([\w-]+):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(name);
  return role && random.chance(50)
    ? `arn:${role[1]}:sts::${role[2]}:assumed-role/${role[3]}/session`
    : name;
}

function randomAction(
  random: Random,
  { service, actions }: Subject,
  from: StatementRecord | undefined,
) {
  const asked = texts(from?.Action).filter((text) => text.includes(":"));
  const named = asked.filter((text) => text.toLowerCase().startsWith(`${service}:`));
  const lower = named.map((text) => text.toLowerCase());
  const fitting = actions.filter((action) =>
    lower.some((pattern) => globMatches(pattern, action.toLowerCase())),
  );
  if (fitting.length > 0 && random.chance(80)) return random.pick(fitting);
  return random.pick(actions);
}

function randomResource(random: Random, subject: Subject, from: StatementRecord | undefined) {
  const { resourceAccount } = subject;
  const account = resourceAccount === undefined ? {} : { resourceAccount };
  if (typeof subject.resource === "string") return { resource: subject.resource, account };
  const { like } = subject.resource;
  const filled = texts(from?.Resource).map((pattern) => fillPattern(pattern, random));
  const fitting = [...filled, ...like.map((pattern) => fillPattern(pattern, random))].filter(
    (text) => like.some((pattern) => globMatches(pattern, text)),
  );
  const resource = random.pick(
    fitting.length > 0 && random.chance(60) ? fitting : subject.resources,
  );
  return { resource, account };
}

/** Sets keys so that most comparisons of the block hold; under a negated operator so that some do not. */
function meetCondition(random: Random, condition: unknown, context: Context): void {
  if (typeof condition !== "object" || condition === null) return;
  for (const [operator, block] of Object.entries(condition)) {
    if (typeof block !== "object" || block === null) continue;
    for (const [name, raw] of Object.entries(block)) {
      if (random.chance(10)) continue;
      const isAbsent =
        operator === "Null" ? random.chance(50) : operator.includes("Not") && random.chance(40);
      if (isAbsent) delete context[name];
      else if (operator === "Null" || operator.includes("Not")) setKey(random, context, name);
      else {
        const asked = texts(raw).map((text) => resolved(random, text, context));
        if (asked.length === 0) continue;
        const value = fillPattern(random.pick(asked), random);
        const isList = operator.startsWith("For") && random.chance(40);
        context[name] = isList ? [value, fillPattern(random.pick(asked), random)] : value;
      }
    }
  }
}

/** The value with its variables replaced by what the context has, or sets, for them. */
function resolved(random: Random, text: string, context: Context): string {
  return text.replace(/\$\{([^},]*)[^}]*\}/g, (_all, key: string) => {
    if (key.length === 1) return key;
    const found = context[key];
    if (typeof found === "string") return found;
    const value = random.pick(["alice", "audit", "us-east-1", "111111111111"]);
    if (random.chance(70)) context[key] = value;
    return value;
  });
}

function setKey(random: Random, context: Context, name?: string): void {
  const key =
    keys.find((one) => one.name.toLowerCase() === name?.toLowerCase()) ?? randomKey(random);
  const value = () => {
    if (random.chance(12)) return random.pick(["", "something-else", "0", "*"]);
    return key.patterns.length > 0 && random.chance(30)
      ? fillPattern(random.pick(key.patterns), random)
      : random.pick(key.values);
  };
  const isList = random.chance(key.isList ? 60 : 8);
  const values = [value(), value(), value()].slice(0, random.below(4));
  context[name ?? key.name] = isList ? values : value();
}

/** Every statement of a policy set that is an object, whatever else it is. */
function statementsIn(policies: object): StatementRecord[] {
  return Object.values(policies)
    .flat(2)
    .flatMap((policy) => (policy as { Statement?: unknown } | undefined)?.Statement ?? [])
    .flat()
    .filter((one): one is StatementRecord => typeof one === "object" && one !== null);
}

function texts(value: unknown): string[] {
  return [value].flat().filter((text): text is string => typeof text === "string");
}
