import { kmsActions } from "#policy/kms";
import { given } from "./classes/comparisons.ts";
import { listed } from "./classes/principal-words.ts";
import type { Cell, Comparison, Product, Relation, Undecided, ValueSet } from "./types.ts";

/** For each operator what it says when it holds, and when it does not. */
const phrases: Readonly<Record<string, readonly [string, string]>> = {
  Equals: ["is", "is not"],
  EqualsIgnoreCase: ["is, in any case,", "is not, in any case,"],
  Like: ["is like", "is not like"],
  LessThan: ["is below", "is not below"],
  LessThanEquals: ["is at most", "is not at most"],
  GreaterThan: ["is above", "is not above"],
  GreaterThanEquals: ["is at least", "is not at least"],
  Address: ["is in", "is not in"],
};

/** One comparison as a clause: "kms:ViaService is ec2.us-east-1.amazonaws.com". */
export function comparisonWords(key: string, { operator, values, holds }: Comparison): string {
  if (operator === "Null") {
    const isAbsent = values.some((value) => value.toLowerCase() === "true") === holds;
    return `${key} is ${isAbsent ? "absent" : "present"}`;
  }
  const prefix = /^For(?:AllValues|AnyValue):/.exec(operator)?.[0] ?? "";
  const bare = operator.slice(prefix.length);
  const ifExists = bare.endsWith("IfExists");
  const name = ifExists ? bare.slice(0, -"IfExists".length) : bare;
  const negated = /Not/.test(name);
  const kind = name
    .replace(/^(?:String|Arn|Numeric|Date|Binary)/, "")
    .replace("Not", "")
    .replace("IpAddress", "Address");
  const phrase = phrases[kind === "Bool" ? "Equals" : kind] ?? phrases.Equals;
  // "If it exists" belongs to what holds; denied, the key is there.
  const says = phrase?.[holds === negated ? 1 : 0] ?? "is";
  const subject =
    prefix === "" ? key : `${prefix.startsWith("ForAll") ? "every" : "some"} value of ${key}`;
  const clause = `${subject} ${says} ${values.length === 0 ? "anything" : listed(values, "or")}`;
  if (prefix !== "" && !holds)
    return `it is not so that ${comparisonWords(key, { operator, values, holds: true, effect: "Allow", variables: false })}`;
  return ifExists ? `${clause} ${holds ? "or absent" : "and present"}` : clause;
}

/** What a cell allows, as one plain sentence: who may do what, only when, unless. */
export function explainCell(cell: Cell | Undecided): string {
  const { identityPolicyNeeded, resourcePolicyNeeded, principals, except } = cell;
  const needed = [
    ...(identityPolicyNeeded ? ["an IAM policy of theirs allows it"] : []),
    ...(resourcePolicyNeeded ? ["the policy of the resource leaves it to their account"] : []),
  ];
  const who = listed(principals.words);
  const when = conditionWords(cell);
  const unless = except.map((one) => exceptionWords(one, cell)).filter((words) => words !== "");
  return [
    `${who.charAt(0).toUpperCase()}${who.slice(1)} may ${actionWords(cell)}`,
    needed.length > 0 ? `, if ${needed.join(" and ")}` : "",
    when.length > 0 ? `, only when ${when.join(" and ")}` : "",
    unless.length > 0 ? `; not ${[...new Set(unless)].slice(0, 6).join("; not ")}` : "",
    unless.length > 6 ? `; and ${unless.length - 6} more exceptions` : "",
    ".",
  ].join("");
}

function actionWords({ actions, resources }: Product): string {
  const keys = new Set(actions.map((action) => action.toLowerCase()));
  const isKey = resources.every((resource) => resource.includes(":key/"));
  const missing = kmsActions
    .filter(({ resourceTypes }) => !isKey || resourceTypes.includes("key"))
    .map(({ name }) => `kms:${name}`)
    .filter((name) => !keys.has(name.toLowerCase()));
  if (missing.length === 0) return isKey ? "do every action on the key" : "do every action";
  if (missing.length <= 12 && actions.length > missing.length)
    return `do every action but ${listed(missing.map(shortName))}`;
  return `call ${listed(actions.map(shortName))}`;
}

/** KMS is what sentences speak of; other services are named. */
function shortName(action: string): string {
  return action.startsWith("kms:") ? action.slice("kms:".length) : action;
}

/** Only what an exception adds to its cell. */
function exceptionWords(exception: Product, cell: Product): string {
  const own = JSON.stringify(cell.principals.words) === JSON.stringify(exception.principals.words);
  const sameActions = exception.actions.length === cell.actions.length;
  const conditions = conditionWords(exception, cell);
  return [
    ...(sameActions ? [] : [listed(exception.actions.map(shortName))]),
    ...(own ? [] : [`for ${listed(exception.principals.words)}`]),
    ...(conditions.length > 0 ? [`when ${conditions.join(" and ")}`] : []),
  ].join(" ");
}

function conditionWords(product: Product, known?: Product): readonly string[] {
  const sets = Object.entries(product.context).flatMap(([key, values]) => {
    if (known && JSON.stringify(known.context[key]) === JSON.stringify(values)) return [];
    const words = valueWords(key, values);
    return words === "" ? [] : [words];
  });
  const same = new Set((known?.relations ?? []).map((relation) => JSON.stringify(relation)));
  const relations = (product.relations ?? [])
    .filter((relation) => !same.has(JSON.stringify(relation)))
    .map(relationWords);
  return [...sets, ...relations];
}

function valueWords(key: string, { anyOf }: ValueSet): string {
  const lists = anyOf.map((comparisons) =>
    comparisons
      .filter(({ operator }) => operator !== given)
      .map((comparison) => comparisonWords(key, comparison))
      .join(" and "),
  );
  return lists.filter((words) => words !== "").join(", or ");
}

function relationWords(relation: Relation): string {
  switch (relation.relation) {
    case "condition":
      return comparisonWords(relation.key, relation.comparison);
    case "resource":
      return `the resource ${relation.holds ? "is" : "is not"} ${listed(relation.patterns, "or")}`;
    case "grant":
      return `a grant for ${relation.grant.granteePrincipal ?? "nobody"} ${relation.holds ? "allows" : "does not allow"} it`;
    case "own-account":
      return relation.holds
        ? "the resource is of their own account"
        : "the resource is of another account";
  }
}
