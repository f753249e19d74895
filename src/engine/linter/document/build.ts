import {
  type DocumentKind,
  parseArn,
  policyElements,
  type SyntaxNode,
  type statementElements,
} from "#policy";
import type { ServiceReference } from "#policy/services/core";
import type { ReachCache } from "../../reach/reach-cache.ts";
import { createNoActionCarries } from "../conditions/carried-keys.ts";
import { variablesAsWildcards } from "../patterns.ts";
import { createSomeCanHave } from "../resources/resource-patterns.ts";
import type { KnownScenario, Place, Problem } from "../types.ts";
import { type ActionEntry, entryReader } from "./entries.ts";
import { readOperator } from "./operators.ts";
import { type PrincipalEntry, readPrincipal } from "./principals.ts";
import {
  type ConditionTest,
  type LintedDocument,
  type Member,
  openingOf,
  placeOf,
  type ResourceEntry,
  type StatementView,
} from "./view.ts";

interface Reading {
  readonly owner: string;
  readonly entry: (text: string, place: Place) => ActionEntry;
  readonly wrong: (node: SyntaxNode, message: string) => void;
}

/** Reads a parsed document for the rules, with the reference of services that they go by. */
export function linted(
  services: ServiceReference,
  text: string,
  tree: SyntaxNode,
  kind: DocumentKind,
  account: string,
  reachCache: ReachCache,
  known: KnownScenario = {},
  allowsBeside: readonly StatementView[] = [],
): LintedDocument {
  const wrongTypes: Problem[] = [];
  const reading: Reading = {
    owner: account,
    entry: entryReader(services),
    wrong: (node, message) => wrongTypes.push({ at: openingOf(node), message }),
  };
  const members = membersOf(tree);
  const version = stringMember(members, "Version", reading);
  stringMember(members, "Id", reading);
  const statements = readStatements(members.get("Statement")?.value, reading);
  return {
    text,
    kind,
    account,
    known,
    services,
    noActionCarries: createNoActionCarries(services),
    someCanHave: createSomeCanHave(services),
    tree,
    members,
    statements,
    allows: statements.filter(({ effect }) => effect === "Allow"),
    denies: statements.filter(({ effect }) => effect === "Deny"),
    allowsBeside,
    reachCache,
    isOldVersion: version === "2008-10-17" || !members.has(policyElements[0]),
    wrongTypes,
  };
}

/** The members of an object by name; of two with the same name the last, as AWS's parsers take it. */
export function membersOf(node: SyntaxNode): Map<string, Member> {
  const members = new Map<string, Member>();
  for (const property of node.children ?? []) {
    const [name, value] = property.children ?? [];
    if (name && value)
      members.set(String(name.value), {
        name: String(name.value),
        at: placeOf(name),
        value,
        property,
      });
  }
  return members;
}

function readStatements(node: SyntaxNode | undefined, reading: Reading): StatementView[] {
  if (!node) return [];
  if (node.type !== "array" && node.type !== "object") {
    reading.wrong(node, "AWS refuses the document: Statement is an object or a list of objects");
    return [];
  }
  const nodes = node.type === "array" ? (node.children ?? []) : [node];
  return nodes.flatMap((child) => {
    if (child.type === "object") return [readStatement(child, reading)];
    reading.wrong(child, "AWS refuses the document: a statement is an object in braces");
    return [];
  });
}

function readStatement(node: SyntaxNode, reading: Reading): StatementView {
  const members = membersOf(node);
  const strings = (name: (typeof statementElements)[number]) =>
    stringsOf(members.get(name)?.value, name, reading);
  const resource = ({ text, ...place }: { text: string } & Place): ResourceEntry => ({
    text,
    arn: parseArn(text.includes("${") ? variablesAsWildcards(text) : text),
    ...place,
  });
  const entry = ({ text, ...place }: { text: string } & Place) => reading.entry(text, place);
  return {
    ...placeOf(node),
    node,
    members,
    sid: stringMember(members, "Sid", reading),
    effect: stringMember(members, "Effect", reading),
    actions: strings("Action").map(entry),
    notActions: strings("NotAction").map(entry),
    resources: strings("Resource").map(resource),
    notResources: strings("NotResource").map(resource),
    principals: readPrincipals(members.get("Principal")?.value, reading),
    notPrincipals: readPrincipals(members.get("NotPrincipal")?.value, reading),
    tests: readCondition(members.get("Condition")?.value, reading),
    hasCondition: members.has("Condition"),
  };
}

function stringMember(
  members: ReadonlyMap<string, Member>,
  name: string,
  reading: Reading,
): string | undefined {
  const value = members.get(name)?.value;
  if (!value) return undefined;
  if (value.type === "string") return String(value.value);
  reading.wrong(value, `AWS refuses the document: ${name} takes text in double quotes`);
  return undefined;
}

function stringsOf(node: SyntaxNode | undefined, name: string, reading: Reading) {
  const texts: ({ text: string } & Place)[] = [];
  if (!node) return texts;
  for (const child of node.type === "array" ? (node.children ?? []) : [node]) {
    if (child.type === "string") texts.push({ text: String(child.value), ...placeOf(child) });
    else reading.wrong(child, `AWS refuses the document: ${name} takes ${expectedType(child)}`);
  }
  return texts;
}

/** What to write instead of a value of the wrong type. */
const expectedType = (node: SyntaxNode) =>
  node.type === "number"
    ? `text: write \`"${node.value}"\``
    : "text in double quotes, or a list of it";

function readPrincipals(node: SyntaxNode | undefined, reading: Reading): PrincipalEntry[] {
  if (!node) return [];
  if (node.type === "string")
    return [
      readPrincipal(
        node.value === "*" ? "AWS" : "",
        String(node.value),
        placeOf(node),
        reading.owner,
      ),
    ];
  if (node.type !== "object") {
    reading.wrong(node, 'AWS refuses the document: Principal is `*` or a map such as `{"AWS": …}`');
    return [];
  }
  return [...membersOf(node).values()].flatMap(({ name, value }) =>
    stringsOf(value, "Principal", reading).map(({ text, ...place }) =>
      readPrincipal(name, text, place, reading.owner),
    ),
  );
}

function readCondition(node: SyntaxNode | undefined, reading: Reading): ConditionTest[] {
  if (!node) return [];
  if (node.type !== "object") {
    reading.wrong(node, "AWS refuses the document: Condition is a map of operators in braces");
    return [];
  }
  return [...membersOf(node).values()].flatMap((operator) => {
    if (operator.value.type === "object")
      return [...membersOf(operator.value).values()].flatMap((key) =>
        readTest(operator, key, reading),
      );
    reading.wrong(
      operator.value,
      "AWS refuses the document: an operator takes a map of condition keys in braces",
    );
    return [];
  });
}

function readTest(operatorMember: Member, key: Member, reading: Reading): ConditionTest[] {
  const operator = readOperator(operatorMember.name);
  const { value } = key;
  const nodes = value.type === "array" ? (value.children ?? []) : [value];
  const values = nodes.flatMap((node) => {
    const { value } = node;
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      return [{ ...placeOf(node), text: String(value), value }];
    reading.wrong(
      node,
      "AWS refuses the document: a condition value is text, a number, true or false",
    );
    return [];
  });
  if (values.length < nodes.length) return [];
  const demandsPresence =
    operator.family === "Null"
      ? values.some(({ text }) => text.toLowerCase() === "false")
      : operator.family !== undefined && !operator.isNegated && !operator.ifExists;
  return [
    {
      operator,
      operatorAt: operatorMember.at,
      key: key.name.toLowerCase(),
      keyText: key.name,
      keyAt: key.at,
      values,
      valueNode: value,
      property: key.property,
      isDemanding: demandsPresence && operator.set !== "ForAllValues",
    },
  ];
}
