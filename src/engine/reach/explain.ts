import { kmsActions } from "#policy/kms";
import { given } from "./classes/comparisons.ts";
import { listed } from "./classes/principal-words.ts";
import type { Cell, Comparison, Product, Relation, Undecided, ValueSet } from "./types.ts";

const equality = ["is", "is not"] as const;
/** For each operator but those of equality what it says when it holds, and when it does not. */
const phrases: Readonly<Record<string, readonly [string, string]>> = {
  EqualsIgnoreCase: ["is, in any case,", "is not, in any case,"],
  Like: ["is like", "is not like"],
  LessThan: ["is below", "is not below"],
  LessThanEquals: ["is at most", "is not at most"],
  GreaterThan: ["is above", "is not above"],
  GreaterThanEquals: ["is at least", "is not at least"],
  Address: ["is in", "is not in"],
};

/** One comparison as a clause: "kms:ViaService is ec2.us-east-1.amazonaws.com". */
export function comparisonWords(key: string, comparison: Comparison): string {
  const { operator, values, holds } = comparison;
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
  const [says, denies] = phrases[kind] ?? equality;
  const subject =
    prefix === "" ? key : `${prefix.startsWith("ForAll") ? "every" : "some"} value of ${key}`;
  const clause = `${subject} ${holds === negated ? denies : says} ${values.length === 0 ? "one of no values" : listed(values, "or")}`;
  if (prefix !== "" && !holds)
    return `it is not so that ${comparisonWords(key, { ...comparison, holds: true })}`;
  // "If it exists" belongs to what holds; denied, the key is there.
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
  const unless = [...new Set(except.map((one) => exceptionWords(one, cell)))].filter(
    (words) => words !== "",
  );
  return [
    `${begun(who)} may ${actionWords(cell)}`,
    needed.length > 0 ? `, if ${needed.join(" and ")}` : "",
    when.length > 0 ? `, only when ${when.join(" and ")}` : "",
    unless.length > 0 ? `; not ${unless.slice(0, 6).join("; not ")}` : "",
    unless.length > 6 ? `; and ${unless.length - 6} more` : "",
    ".",
  ].join("");
}

/** A sentence begins with a capital letter, but not with one in an ARN or the name of a service. */
function begun(text: string): string {
  return /^\w+[.:]/.test(text) ? text : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function actionWords({ actions, resources }: Product): string {
  const keys = new Set(actions.map((action) => action.toLowerCase()));
  const isKey = resources.every((resource) => resource.includes(":key/"));
  const missing = kmsActions
    .filter(({ resourceTypes }) => !isKey || resourceTypes.includes("key"))
    .map(({ name }) => `kms:${name}`)
    .filter((name) => !keys.has(name.toLowerCase()));
  if (missing.length === 0) return isKey ? "do every action on the key" : "do every action";
  if (missing.length <= 12) return `do every action but ${listed(missing.map(shortName))}`;
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
  const conditions = [...resourceWords(exception, cell), ...conditionWords(exception, cell)];
  return [
    ...(sameActions ? [] : [listed(exception.actions.map(shortName))]),
    ...(own ? [] : [`for ${listed(exception.principals.words)}`]),
    ...(conditions.length > 0 ? [`when ${conditions.join(" and ")}`] : []),
  ].join(" ");
}

/** Which resources an exception is about, if not all of its cell. No resource of AWS is without a partition. */
function resourceWords({ resourceSet }: Product, cell: Product): readonly string[] {
  const ofCell = (cell.resourceSet?.anyOf ?? []).map(textsOf);
  const lists = (resourceSet?.anyOf ?? [])
    .filter((list) => !list.some(({ values, holds }) => holds && values.includes("arn::*:*:*:*")))
    .map((list) => list.filter((one) => !ofCell.every((known) => known.has(JSON.stringify(one)))));
  if (lists.some((list) => list.length === 0)) return [];
  const words = valueWords("the resource", { anyOf: lists });
  return words === "" ? [] : [words];
}

function textsOf(parts: readonly unknown[]): ReadonlySet<string> {
  return new Set(parts.map((part) => JSON.stringify(part)));
}

function conditionWords(product: Product, known?: Product): readonly string[] {
  const sets = Object.entries(product.context).flatMap(([key, values]) => {
    if (known && JSON.stringify(known.context[key]) === JSON.stringify(values)) return [];
    const words = valueWords(key, values);
    return words === "" ? [] : [words];
  });
  const same = textsOf(known?.relations ?? []);
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
      return `the resource ${relation.holds === relation.negated ? "is not" : "is"} ${listed(relation.patterns, "or")}`;
    case "grant":
      return `a grant for ${relation.grant.granteePrincipal ?? "nobody"} ${relation.holds ? "allows" : "does not allow"} it`;
    case "own-account":
      return relation.holds
        ? "the resource is of their own account"
        : "the resource is of another account";
  }
}
