import { formatArn, parseArn } from "#policy";
import type { AuthorizerCache } from "../../authorizer/cache.ts";
import { requestContext } from "../../authorizer/request/request-context.ts";
import type { AccessRequest } from "../../authorizer/types.ts";
import type { Box } from "../boxes/algebra.ts";
import { firstMember, hasBit, members } from "../boxes/bits.ts";
import type { State } from "../classes/key-table.ts";
import type { Person } from "../classes/principals.ts";
import { dimension, type Model } from "../model/model.ts";
import type { ReadQuestion } from "../question.ts";
import type { Relation } from "../types.ts";

/** How many requests are tried for one box whose relations do not follow from its sets. */
const mostTries = 100;
/** How many classes of resources and of principals are tried for it. */
const mostOfEach = 6;

/**
 * Requests that may be in a box, the most recognisable first: its sets are met by examples; its relations are tried with
 * the values that the policy's own text gives, until `accept` takes one. Nothing if none is found.
 */
export function findRequest(
  model: Model,
  box: Box,
  question: ReadQuestion,
  accept: (request: AccessRequest) => boolean,
): AccessRequest | undefined {
  const needed = neededRelations(model, box);
  const action = model.actions.examples()[firstMember(box[dimension.actions] ?? 0n)] ?? "";
  const isFree = needed.length === 0;
  const resources = members(box[dimension.resources] ?? 0n).slice(0, isFree ? 1 : mostOfEach);
  const people = members(box[dimension.principals] ?? 0n).slice(0, isFree ? 1 : mostOfEach);
  for (const [at, index] of resources.flatMap((one) =>
    people.map((other) => [one, other] as const),
  )) {
    const resource = model.resources.examples()[at] ?? "";
    const person = model.principals.examplesOf(index)[0];
    if (!person) continue;
    const owner = ownerOf(resource, person.text, question, needed);
    const base = { principal: person.text, action, ...owner };
    const own = isFree ? {} : ownKeys(base, person, question, model.budget.authorizer);
    let tries = 0;
    for (const context of combinations(choicesOf(model, box, needed, base.resource, own))) {
      tries += 1;
      if (tries > mostTries || !model.budget.spend()) break;
      const request = completed(base, context, person, question, model.budget.authorizer);
      if (accept(request)) return request;
      if (isFree) break;
    }
  }
  return undefined;
}

/** The request; a real one has all that AWS fills in, and what follows from the principal. */
function completed(
  base: AccessRequest,
  context: Record<string, string | readonly string[]>,
  { keys }: Person,
  { isReal }: ReadQuestion,
  authorizer: AuthorizerCache,
): AccessRequest {
  if (!isReal) return { ...base, ...(Object.keys(context).length > 0 ? { context } : {}) };
  const [arn] = keys["aws:principalarn"] ?? [];
  const own = arn === undefined ? {} : { "aws:PrincipalArn": arn };
  return {
    ...base,
    context: requestContext({ ...base, context: { ...context, ...own } }, authorizer),
  };
}

/** The keys, in lower case, that follow from the caller of a real request. */
function ownKeys(
  base: AccessRequest,
  person: Person,
  question: ReadQuestion,
  authorizer: AuthorizerCache,
): Person["keys"] {
  if (!question.isReal) return {};
  const { context = {} } = completed(base, {}, person, question, authorizer);
  return Object.fromEntries(
    Object.entries(context).map(([key, value]) => [key.toLowerCase(), [value].flat()]),
  );
}

/** The relations that a box does not leave free, each as it must be. */
function neededRelations(
  model: Model,
  box: Box,
): readonly (Relation & { readonly must: boolean })[] {
  return model.sources.relations.relations.flatMap((relation, index) => {
    const at = model.relationDimension(index);
    return box[at] === model.full[at] ? [] : [{ ...relation, must: hasBit(box[at] ?? 0n, 1) }];
  });
}

/** The resource of a request and its account. */
function ownerOf(
  resource: string,
  principal: string,
  { resourceAccount }: ReadQuestion,
  needed: readonly (Relation & { readonly must: boolean })[],
): Pick<AccessRequest, "resource" | "resourceAccount"> {
  const owner = needed.find(({ relation }) => relation === "own-account");
  const account = principal.split(":")[4] || principal;
  const arn = parseArn(resource);
  if (owner?.must && arn?.account) return { resource: formatArn({ ...arn, account }) };
  if (resourceAccount !== undefined) return { resource, resourceAccount };
  if (owner && !owner.must && !arn?.account)
    return {
      resource,
      resourceAccount: account === "999999999999" ? "888888888888" : "999999999999",
    };
  return { resource };
}

/** Whether each key has a list of values in a box: of some combinations of answers none was found. */
export function hasExamples(model: Model, box: Box): boolean {
  return model.keys.every(
    ({ keyName, withExample }) =>
      ((box[model.keyDimension(keyName) ?? 0] ?? 0n) & withExample) !== 0n,
  );
}

/** For each key the values to try: one where no relation speaks of it. A key of a resource alone may be in no condition. */
function choicesOf(
  model: Model,
  box: Box,
  needed: readonly (Relation & { readonly must: boolean })[],
  resource: string,
  own: Person["keys"],
): ReadonlyMap<string, readonly State[]> {
  const related = relatedValues(model, needed, resource, own);
  const choices = new Map<string, readonly State[]>();
  for (const key of model.keys) {
    const states = members(box[model.keyDimension(key.keyName) ?? 0] ?? 0n);
    const examples = states.flatMap((state) => key.examplesOf(state).slice(0, 1));
    const proposed = related.get(key.keyName);
    choices.set(
      key.written,
      proposed ? [...proposed.map((value) => [value]), ...examples] : examples.slice(0, 1),
    );
  }
  for (const [key, values] of related) {
    if (model.sources.derived.has(key) || model.keys.some(({ keyName }) => keyName === key))
      continue;
    const states = values.map((value) => [value]);
    choices.set(
      key,
      needed.some(({ must }) => must) ? [...states, undefined] : [undefined, ...states],
    );
  }
  for (const [key, values] of grantContext(needed)) choices.set(key, values);
  return choices;
}

/** Values that make relations hold: what a variable's template says with likely values, and what it needs of a text. */
function relatedValues(
  model: Model,
  needed: readonly Relation[],
  resource: string,
  own: Person["keys"],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const propose = (key: string, ...values: readonly string[]) =>
    found.set(key, [...(found.get(key) ?? []), ...values]);
  const examplesOf = (name: string) =>
    own[name] ??
    model.keys
      .filter(({ keyName }) => keyName === name)
      .flatMap((key) =>
        [...Array(Math.min(key.size, 8)).keys()].flatMap((at) => key.examplesOf(at)[0] ?? []),
      )
      .slice(0, 6);
  for (const relation of needed) {
    if (relation.relation === "resource") {
      const parts = [
        ...new Set([resource.split(/[:/]/).at(-1) ?? "", ...resource.split(/[:/]/), resource]),
      ];
      for (const key of relation.patterns.flatMap(variablesIn)) propose(key, ...parts);
    }
    if (relation.relation !== "condition") continue;
    const { comparison } = relation;
    const key = relation.key.toLowerCase();
    for (const text of comparison.values) {
      const variables = variablesIn(text);
      for (const variable of variables) {
        const [before = "", after = ""] = text.split(/\$\{[^}]*\}/);
        const likely = [...examplesOf(variable).filter((value) => value !== ""), "visitor"];
        propose(variable, ...likely.slice(0, 3));
        for (const value of likely.slice(0, 3)) propose(key, filled(text, value));
        for (const value of examplesOf(key))
          if (value.startsWith(before) && value.endsWith(after))
            propose(variable, value.slice(before.length, value.length - after.length));
      }
    }
  }
  return new Map([...found].map(([key, values]) => [key, [...new Set(values)].slice(0, 8)]));
}

function variablesIn(text: string): readonly string[] {
  return [...text.matchAll(/\$\{([^},]+)[^}]*\}/g)]
    .map(([, name = ""]) => name.trim().toLowerCase())
    .filter((name) => name.includes(":"));
}

function filled(text: string, value: string): string {
  return text
    .replaceAll(/\$\{[^}]*\}/g, () => value)
    .replaceAll("*", "")
    .replaceAll("?", "x");
}

/** The context that a grant's constraint and a grant for a further one ask for. */
function grantContext(needed: readonly Relation[]): ReadonlyMap<string, readonly State[]> {
  const context = new Map<string, readonly State[]>();
  for (const relation of needed) {
    if (relation.relation !== "grant" || !relation.holds) continue;
    const { constraints = {}, operations } = relation.grant;
    const kinds = Object.entries(constraints);
    for (const [, pairs] of kinds)
      for (const [name, value] of Object.entries(pairs ?? {}))
        context.set(`kms:encryptioncontext:${name.toLowerCase()}`, [[value], undefined]);
    const [operation] = operations;
    if (operation) context.set("kms:grantoperations", [undefined, [operation]]);
    if (kinds.length > 0)
      context.set("kms:grantconstrainttype", [undefined, ["EncryptionContextEquals"]]);
  }
  return context;
}

/** Every choice of one state for each key, the first states first. */
function* combinations(
  choices: ReadonlyMap<string, readonly State[]>,
): Generator<Record<string, string | readonly string[]>> {
  const keys = [...choices.keys()];
  const lists = keys.map((key) => choices.get(key) ?? []);
  const places = lists.map(() => 0);
  for (;;) {
    const context: Record<string, string | readonly string[]> = {};
    keys.forEach((key, at) => {
      const state = lists[at]?.[places[at] ?? 0];
      if (state) context[key] = state.length === 1 ? (state[0] ?? "") : state;
    });
    yield context;
    let at = 0;
    while (at < places.length && (places[at] ?? 0) + 1 >= (lists[at]?.length ?? 0))
      places[at++] = 0;
    if (at >= places.length) return;
    places[at] = (places[at] ?? 0) + 1;
  }
}
