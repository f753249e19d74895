import type { ArnParts, DocumentKind, SyntaxNode } from "#policy";
import type { ServiceReference } from "#policy/services/core";
import type { ReachCache } from "../../reach/reach-cache.ts";
import type { NoActionCarries } from "../conditions/carried-keys.ts";
import type { KnownScenario, Place, Problem } from "../types.ts";
import type { ActionEntry } from "./entries.ts";
import type { Operator } from "./operators.ts";
import type { PrincipalEntry } from "./principals.ts";

/** A document as the rules read it: parsed once, elements of a wrong type left out. */
export interface LintedDocument {
  readonly text: string;
  readonly kind: DocumentKind;
  readonly account: string;
  readonly known: KnownScenario;
  /** The Service Authorization Reference: it covers every service that the document names. */
  readonly services: ServiceReference;
  readonly noActionCarries: NoActionCarries;
  /** Whether one of some actions can have a resource. */
  readonly someCanHave: (actions: readonly string[], resource: ResourceEntry) => boolean;
  readonly tree: SyntaxNode;
  /** The document's own members, the last of each name. */
  readonly members: ReadonlyMap<string, Member>;
  readonly statements: readonly StatementView[];
  readonly allows: readonly StatementView[];
  readonly denies: readonly StatementView[];
  /** The Allow statements of the role's other policies. */
  readonly allowsBeside: readonly StatementView[];
  /** Version is absent or 2008-10-17: variables are plain text. */
  readonly isOldVersion: boolean;
  /** What `reach` has read for this linter. */
  readonly reachCache: ReachCache;
  /** What stands where another JSON type belongs. */
  readonly wrongTypes: readonly Problem[];
}

/** A member of an object with the places of its name and its value. */
export interface Member {
  readonly name: string;
  readonly at: Place;
  readonly value: SyntaxNode;
  readonly property: SyntaxNode;
}

/** One statement as the rules read it. */
export interface StatementView extends Place {
  readonly node: SyntaxNode;
  readonly members: ReadonlyMap<string, Member>;
  readonly sid: string | undefined;
  readonly effect: string | undefined;
  /** The entries of Action; those of NotAction are in `notActions`. */
  readonly actions: readonly ActionEntry[];
  readonly notActions: readonly ActionEntry[];
  readonly resources: readonly ResourceEntry[];
  readonly notResources: readonly ResourceEntry[];
  readonly principals: readonly PrincipalEntry[];
  readonly notPrincipals: readonly PrincipalEntry[];
  readonly tests: readonly ConditionTest[];
  /** A Condition element is there, whether or not it could be read. */
  readonly hasCondition: boolean;
}

/** One entry of a `Resource` or `NotResource` element, with its place in the text. */
export interface ResourceEntry extends Place {
  readonly text: string;
  readonly arn: ArnParts | undefined;
}

/** One condition key under one operator. */
export interface ConditionTest {
  readonly operator: Operator;
  readonly operatorAt: Place;
  /** In lower case: condition keys are compared without case. */
  readonly key: string;
  readonly keyText: string;
  readonly keyAt: Place;
  readonly values: readonly ConditionValueAt[];
  /** The value as written, a list with its brackets. */
  readonly valueNode: SyntaxNode;
  readonly property: SyntaxNode;
  /** A request without the key fails this test. */
  readonly isDemanding: boolean;
}

/** One value of a condition key, with its place in the text. */
export interface ConditionValueAt extends Place {
  readonly text: string;
  readonly value: string | number | boolean;
}

/** The place of a node: a string with its quotes. */
export function placeOf(node: SyntaxNode): Place {
  return { start: node.offset, end: node.offset + node.length };
}

/** Where an object or a list with something in it begins: its bracket, not all its lines. Another value as a whole. */
export function openingOf(node: SyntaxNode): Place {
  return node.children?.length ? { start: node.offset, end: node.offset + 1 } : placeOf(node);
}

/** What stands for all statements together: the name `Statement`, else where the document begins. */
export function placeOfStatements({ tree, members }: LintedDocument): Place {
  return members.get("Statement")?.at ?? openingOf(tree);
}

/** What stands for a statement as a whole, so that not all its lines are marked: its Sid, else its brace. */
export function placeOfStatement({ node, members }: StatementView): Place {
  const sid = members.get("Sid")?.value;
  return sid?.type === "string" && sid.value !== "" ? placeOf(sid) : openingOf(node);
}

/** Whether a condition key (lower case) is one of a list; a name that ends in `/` or `:` stands for all that begin so. */
export function isOneOf(key: string, names: readonly string[]): boolean {
  return names.some((name) =>
    name.endsWith("/") || name.endsWith(":") ? key.startsWith(name) : key === name,
  );
}

/** Whether a statement has a demanding condition on one of the keys (lower case, see `isOneOf`). */
export function isLimitedBy(statement: StatementView, keys: readonly string[]): boolean {
  return statement.tests.some((test) => test.isDemanding && isOneOf(test.key, keys));
}

/** Whether a statement names a KMS action, by entries that pass `counts`. */
export function namesKms(
  statement: StatementView,
  actions: readonly string[],
  counts: (entry: ActionEntry) => boolean = () => true,
): boolean {
  return statement.actions.some(
    (entry) => counts(entry) && entry.kms.some((action) => actions.includes(action)),
  );
}
