/**
 * The JSON of an IAM policy, as AWS writes it. Documents come from users, so every reader treats these types as a
 * hope: what a reader does with a value of another type is its own promise.
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */
export interface Policy {
  Version?: string;
  Id?: string;
  Statement?: Statement | Statement[];
}

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

export type Principal = "*" | PrincipalMap;

export interface PrincipalMap {
  AWS?: string | string[];
  Service?: string | string[];
  Federated?: string | string[];
  CanonicalUser?: string | string[];
}

export type ConditionValue = string | number | boolean;

/** Operator (`StringEquals`, `ForAnyValue:StringLike` …) to condition key to the values that fit. */
export type Condition = Record<string, Record<string, ConditionValue | ConditionValue[]>>;

/** The three kinds of document that Keyhole writes, judges and lints. */
export type DocumentKind = "identity" | "key" | "trust";

/** The elements of a policy and of a statement, in the order in which AWS's own documents print them. */
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

/** The list that an element stands for: AWS lets a single value stand where a list may. */
export function asList<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** A statement as a text has it: an element may be missing, and have any JSON value. */
export type GivenStatement = { readonly [Element in keyof Statement]?: unknown };

/**
 * The statements of a policy, each at its own place; a single statement may stand without its list. A value that is no
 * object counts as a statement without elements. Total on any JSON.
 */
export function statementsOf(policy: Policy): readonly GivenStatement[] {
  return asList<unknown>(policy.Statement).map((statement) =>
    typeof statement === "object" && statement !== null && !Array.isArray(statement)
      ? statement
      : noElements,
  );
}

const noElements: GivenStatement = {};
