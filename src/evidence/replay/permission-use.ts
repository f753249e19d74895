import type { ScenarioDocument, StatementPlace } from "#acquisition";
import type { AccessRequest } from "#engine";
import {
  asList,
  globMatches,
  parseArn,
  parseDocument,
  roleOfSession,
  statementName,
  statementsOf,
} from "#policy";
import { expandActionPattern } from "#policy/kms";
import { regionsOfImport, type Scenario } from "#scenario";
import { type Coverage, whyNotWatched } from "./coverage.ts";

/**
 * Whether the log used a part of a statement. `not-seen`: the log would have shown a call, and has none. `not-watched`: it
 * would not have shown it. `of-others`: it is for others than the import's roles, whose calls are not read.
 */
export type UseState = "used" | "not-seen" | "not-watched" | "of-others";

/** One value of a statement's element. */
export interface ElementUse {
  readonly element: "Action" | "Resource" | "Principal" | "Condition";
  /** Of a condition the operator and key: `StringEquals kms:ViaService`. */
  readonly of?: string;
  readonly value: string;
  readonly calls: number;
  readonly state: UseState;
}

/** What the log used of one Allow of a document. */
export interface PermissionUse {
  readonly documentId: string;
  /** Counts from 0. */
  readonly statement: number;
  readonly name: string;
  readonly calls: number;
  readonly state: UseState;
  readonly elements: readonly ElementUse[];
  /** Why the log does not show a use that there may have been; set where something is not watched. */
  readonly why?: string;
}

/** A call that succeeded and that the documents allow. */
export interface UsingCall {
  readonly request: AccessRequest;
  readonly allowedBy: readonly StatementPlace[];
  readonly count: number;
}

/** What the calls of a log used of the documents, statement by statement. */
export function permissionUse(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  calls: readonly UsingCall[],
  coverage: Coverage,
): readonly PermissionUse[] {
  const byPlace = new Map<string, UsingCall[]>();
  for (const call of calls)
    for (const place of call.allowedBy) {
      const name = `${place.statement} ${place.documentId}`;
      const together = byPlace.get(name);
      if (together) together.push(call);
      else byPlace.set(name, [call]);
    }
  return documents.flatMap((document) => {
    const parsed = parseDocument(document.text);
    if (!parsed.ok) return [];
    return statementsOf(parsed.policy).flatMap((statement, index): PermissionUse[] => {
      if (statement.Effect !== "Allow") return [];
      const using = byPlace.get(`${index} ${document.id}`) ?? [];
      const seen = usageOf(scenario, document, statement, using, coverage);
      const { Sid } = statement;
      const name = statementName(typeof Sid === "string" ? Sid : undefined, index);
      return [{ documentId: document.id, statement: index, name, ...seen }];
    });
  });
}

type Statement = ReturnType<typeof statementsOf>[number];

function usageOf(
  scenario: Scenario,
  document: ScenarioDocument,
  statement: Statement,
  using: readonly UsingCall[],
  coverage: Coverage,
): Pick<PermissionUse, "calls" | "state" | "elements" | "why"> {
  const isOthers = using.length === 0 && isForOthers(scenario, document, statement);
  const actions = textsIn(statement.Action);
  /** Why the log does not show the calls of some of these actions; `undefined` if it shows all. */
  const blind = (patterns: readonly string[]) =>
    patterns
      .flatMap(actionsOf)
      .map((action) =>
        whyNotWatched(
          coverage,
          action,
          document.account,
          regionsOf(scenario, document, statement, action),
        ),
      )
      .find((why) => why !== undefined);
  // NotAction allows nearly every action.
  const allowed = statement.NotAction === undefined ? actions : ["*"];
  const blindToSome = isOthers ? undefined : blind(allowed);
  const stateOf = (calls: number, why: string | undefined): UseState => {
    if (calls > 0) return "used";
    if (isOthers) return "of-others";
    return why === undefined ? "not-seen" : "not-watched";
  };
  const element = (
    name: ElementUse["element"],
    value: string,
    match: (request: AccessRequest) => boolean,
    of?: string,
  ): ElementUse => {
    const calls = callsOf(using, match);
    const state = stateOf(calls, name === "Action" ? blind([value]) : blindToSome);
    return { element: name, ...(of ? { of } : {}), value, calls, state };
  };
  const elements = [
    ...actions.map((value) =>
      element("Action", value, ({ action }) =>
        globMatches(value.toLowerCase(), action.toLowerCase()),
      ),
    ),
    ...textsIn(statement.Resource).map((value) =>
      element("Resource", value, ({ resource }) => globMatches(value, resource)),
    ),
    ...principalsIn(statement).map((value) =>
      element("Principal", value, (request) => isPrincipal(value, request)),
    ),
    ...conditionsIn(statement).map(({ of, key, value }) =>
      element("Condition", value, ({ context = {} }) => hasValue(context, key, value), of),
    ),
  ];
  const calls = callsOf(using, () => true);
  const why = elements.some(isNotWatched) ? blindToSome : undefined;
  return { calls, state: stateOf(calls, blindToSome), elements, ...(why ? { why } : {}) };
}

const isNotWatched = ({ state }: ElementUse) => state === "not-watched";

function callsOf(using: readonly UsingCall[], match: (request: AccessRequest) => boolean): number {
  return using.reduce((sum, { request, count }) => sum + (match(request) ? count : 0), 0);
}

/** Whether a statement is for others than the import's roles, or leaves a key to a whole account. */
function isForOthers(scenario: Scenario, document: ScenarioDocument, statement: Statement) {
  const principals = principalsIn(statement);
  if (document.kind === "identity" || principals.length === 0 || principals.includes("*"))
    return false;
  const names = [scenario.platform.role, ...scenario.targets.map(({ role }) => role)].flatMap(
    (role) => role.split("/").at(-1) ?? [],
  );
  return !principals.some((one) => names.some((name) => name !== "" && one.endsWith(`/${name}`)));
}

/** The actions that a pattern means; of another service the pattern itself. */
function actionsOf(pattern: string): readonly string[] {
  const meant = expandActionPattern(pattern).map((name) => `kms:${name}`);
  return meant.length > 0 ? meant : [pattern];
}

/** The regions that a call under a statement may be in. */
function regionsOf(
  scenario: Scenario,
  document: ScenarioDocument,
  statement: Statement,
  action: string,
): readonly string[] {
  if (document.kind === "key" && document.region) return [document.region];
  if (action.startsWith("sts:")) return [];
  const named = textsIn(statement.Resource).map((text) => parseArn(text)?.region ?? "*");
  const regions = named.flatMap((region) =>
    region === "" || region.includes("*") ? regionsOfImport(scenario) : [region],
  );
  return [...new Set(regions)];
}

function principalsIn({ Principal }: Statement): readonly string[] {
  if (typeof Principal === "string") return [Principal];
  if (typeof Principal !== "object" || Principal === null) return [];
  return Object.values(Principal).flatMap(textsIn);
}

function isPrincipal(value: string, { principal, context = {} }: AccessRequest): boolean {
  if (value === "*" || value === principal || value === context["aws:PrincipalArn"]) return true;
  const caller = parseArn(principal);
  const account = caller?.account ?? "";
  if (value === account || value.endsWith(`:iam::${account}:root`)) return true;
  const named = parseArn(value);
  return named?.account === account && named.resource.split("/").at(-1) === roleOfSession(caller);
}

/** The values of the conditions that ask for a value; what a negated operator excludes is not used or unused. */
function conditionsIn({ Condition }: Statement) {
  if (typeof Condition !== "object" || Condition === null) return [];
  return Object.entries(Condition).flatMap(([operator, keys]) =>
    /Not|Null|Date|Numeric|IpAddress/.test(operator) || typeof keys !== "object" || keys === null
      ? []
      : Object.entries(keys).flatMap(([key, values]) =>
          textsIn(values).map((value) => ({ of: `${operator} ${key}`, key, value })),
        ),
  );
}

function hasValue(
  context: NonNullable<AccessRequest["context"]>,
  key: string,
  value: string,
): boolean {
  const name = Object.keys(context).find((one) => one.toLowerCase() === key.toLowerCase());
  const found = name === undefined ? [] : [context[name] ?? []].flat();
  return found.some((one) => globMatches(value, one));
}

function textsIn(value: unknown): readonly string[] {
  return asList<unknown>(value as never).flatMap((one) =>
    typeof one === "string" || typeof one === "boolean" ? [String(one)] : [],
  );
}
