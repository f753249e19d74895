/**
 * The JSON of an IAM policy, as AWS defines it. Documents come from users, so a value may have any other type at run
 * time, and each reader says how it treats one.
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */
export interface Policy {
  Version?: string;
  Id?: string;
  Statement?: Statement | Statement[];
}

/** A statement of a policy, with AWS's element names. */
export interface Statement {
  Sid?: string;
  Effect?: "Allow" | "Deny";
  Principal?: Principal;
  NotPrincipal?: Principal;
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: Condition;
}

/** A `Principal` element: everyone (`*`), or principals by their kind. */
export type Principal = "*" | PrincipalMap;

/** The principals of a statement, by their kind. */
export interface PrincipalMap {
  AWS?: string | string[];
  Service?: string | string[];
  Federated?: string | string[];
  CanonicalUser?: string | string[];
}

/** A value of a condition key, as JSON can hold it. */
export type ConditionValue = string | number | boolean;

/** Operator (`StringEquals`, `ForAnyValue:StringLike` …) → condition key → values. */
export type Condition = Record<string, Record<string, ConditionValue | ConditionValue[]>>;

/** The three kinds of document that Keyhole generates, verifies and lints. */
export type DocumentKind = "identity" | "key" | "trust";

/** The elements of a policy and of a statement, in the order that AWS's documents use. */
export const policyElements = ["Version", "Id", "Statement"] as const;
export const statementElements = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
] as const;

/** An element's values as a list: AWS allows a single value instead of a list. */
export function asList<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** A statement of a user's text: an element may be missing, and may have any JSON value. */
export type GivenStatement = { readonly [Element in keyof Statement]?: unknown };

/**
 * The statements of a policy, in order; a single statement needs no list. A value that is no object counts as a
 * statement without elements. Works on any JSON.
 */
export function statementsOf(policy: Policy): readonly GivenStatement[] {
  return asList<unknown>(policy.Statement).map((statement) =>
    typeof statement === "object" && statement !== null && !Array.isArray(statement)
      ? statement
      : noElements,
  );
}

const noElements: GivenStatement = {};

/** What a statement is called: its Sid, or its place in the document, counted from 1. `position` counts from 0. */
export function statementName(sid: unknown, position: number): string {
  return typeof sid === "string" && sid !== "" ? sid : `statement ${position + 1}`;
}

/** The same in a sentence, with the word: “statement AllowUse”, “statement 3”. */
export function statementInWords(sid: unknown, position: number): string {
  const name = statementName(sid, position);
  return name === sid ? `statement ${name}` : name;
}
