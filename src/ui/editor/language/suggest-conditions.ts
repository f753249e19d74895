import { operatorNames } from "#engine";
import { conditionKeyDescription } from "#policy/descriptions";
import { type ConditionKeyType, conditionKeysOf } from "#policy/kms";
import { allServices, globalConditionKeys } from "#policy/services";
import type { CursorContext } from "./cursor-context.ts";
import { operatorWords } from "./operator-words.ts";
import { actionsOf } from "./statement-actions.ts";
import { literal, type Suggestion, type Surroundings } from "./suggestion.ts";

/** Set operators are for multivalued condition keys. */
const sets = ["ForAllValues", "ForAnyValue"].flatMap((set) =>
  ["StringEquals", "StringLike", "ArnLike"].map((name) => `${set}:${name}`),
);

/** The operators, plain ones first. */
export function suggestOperators({ siblings, hasColon }: CursorContext): Suggestion[] {
  return [...operatorNames, ...sets]
    .filter((name) => !siblings.includes(name))
    .map((name) => ({
      label: name,
      insert: hasColon ? `"${name}"` : `"${name}": { $0 }`,
      kind: "operator",
      about: operatorWords(name),
      again: !hasColon,
    }));
}

/** KMS refuses these in a key policy (facts: PutKeyPolicy). */
const notInKeyPolicies = /^(aws:ResourceTag\/|kms:ResourceAliases$)/;

/** The condition keys that requests for the statement's actions contain and that the operator compares. */
export function suggestConditionKeys(
  operator: string,
  cursor: CursorContext,
  { kind }: Surroundings,
): Suggestion[] {
  const written = actionsOf(cursor.statement);
  const actions =
    written.length > 0 ? written : [kind === "trust" ? "sts:AssumeRole" : "kms:Decrypt"];
  return keysFor(actions)
    .filter((name) => fits(name, operator) && !(kind === "key" && notInKeyPolicies.test(name)))
    .filter((name) => !cursor.siblings.includes(name))
    .map((name) => ({ name, carriers: actions.filter(allServices.carriesKey(name)) }))
    .filter(({ carriers }) => carriers.length > 0)
    .sort((one, other) => other.carriers.length - one.carriers.length)
    .map(({ name, carriers }) => keySuggestion(name, carriers, actions, cursor.hasColon));
}

/** The keys of the actions' own services, those of KMS first, then the global ones. */
function keysFor(actions: readonly string[]): readonly string[] {
  const own = actions.flatMap((action) =>
    action.startsWith("kms:")
      ? conditionKeysOf(action)
      : (allServices.serviceAction(action)?.conditionKeys ?? []),
  );
  const names = new Set([...own, ...globalConditionKeys.map(({ name }) => name)]);
  // EBS sets one encryption context: its key is suggested with its full name.
  return [...names].flatMap((name) =>
    name === "kms:EncryptionContext:${EncryptionContextKey}"
      ? ["kms:EncryptionContext:aws:ebs:id", name]
      : [name],
  );
}

const families: Readonly<Record<string, readonly ConditionKeyType[]>> = {
  String: ["String", "ARN"],
  Arn: ["ARN"],
  Bool: ["Bool"],
  Numeric: ["Numeric"],
  Date: ["Date"],
  IpAddress: ["IPAddress"],
  NotIpAddress: ["IPAddress"],
  Binary: ["Binary"],
};

/** Whether an operator fits a condition key: its type, and set operators only multivalued keys. */
function fits(name: string, operator: string): boolean {
  const key = allServices.conditionKey(name);
  if (!key || operator.startsWith("Null")) return key !== undefined;
  const isSet = /^For(All|Any)Values?:/.test(operator);
  const plain = operator.replace(/^For(All|Any)Values?:/, "");
  const family = Object.keys(families).find((each) => plain.startsWith(each));
  return key.list === isSet && (!family || (families[family] ?? []).includes(key.type));
}

function keySuggestion(
  name: string,
  carriers: readonly string[],
  actions: readonly string[],
  hasColon: boolean,
): Suggestion {
  const [fixed = name, open] = name.split("${");
  const isOnAll = carriers.length === actions.length;
  const about = [
    conditionKeyDescription(name),
    isOnAll
      ? undefined
      : `Only in requests for ${carriers.map((each) => `\`${each}\``).join(", ")}.`,
  ];
  const label = open === undefined ? name : `${fixed}…`;
  const written = literal(fixed) + (open === undefined ? "" : "$1");
  return {
    label,
    insert: hasColon ? `"${written}"` : `"${written}": "$0"`,
    kind: "key",
    detail: isOnAll ? (allServices.conditionKey(name)?.type ?? "") : "not for all actions",
    about: about.filter((part) => part !== undefined).join("\n\n"),
    again: !hasColon && open === undefined,
  };
}
