import {
  type ArnParts,
  asList,
  type GivenStatement,
  type Policy,
  parseArn,
  statementsOf,
} from "#policy";
import type { PolicyPlace } from "./role-access.ts";

/** A text in a statement of a role's policies, and the statement. */
export interface StatementText {
  readonly text: string;
  readonly place: PolicyPlace;
}

/** Every `Resource` of the Allow statements, as written. */
export function resourcesIn(policies: readonly Policy[]): readonly StatementText[] {
  return eachStatement(policies).flatMap(({ statement, place }) =>
    statement.Effect === "Allow"
      ? textsIn(statement.Resource).map((text) => ({ text, place }))
      : [],
  );
}

/** Every value that a condition compares with a context key, with any operator. */
export function conditionValuesIn(
  policies: readonly Policy[],
  key: string,
): readonly StatementText[] {
  const lowerCaseKey = key.toLowerCase();
  return eachStatement(policies).flatMap(({ statement, place }) =>
    membersOf(statement.Condition).flatMap(([, keys]) =>
      membersOf(keys).flatMap(([name, values]) =>
        name.toLowerCase() === lowerCaseKey ? textsIn(values).map((text) => ({ text, place })) : [],
      ),
    ),
  );
}

/** The keys that the policies name completely: without wildcard or placeholder in account, region or id. Each once. */
export function keysNamed(
  policies: readonly Policy[],
): readonly (ArnParts & { readonly keyId: string; readonly place: PolicyPlace })[] {
  const seen = new Set<string>();
  return resourcesIn(policies).flatMap(({ text, place }) => {
    const arn = parseArn(text);
    const keyId = arn?.resource.startsWith("key/") ? arn.resource.slice(4) : "";
    if (arn?.service !== "kms" || keyId === "" || /[*?$]/.test(text) || seen.has(text)) return [];
    seen.add(text);
    return [{ ...arn, keyId, place }];
  });
}

function eachStatement(
  policies: readonly Policy[],
): readonly { readonly statement: GivenStatement; readonly place: PolicyPlace }[] {
  return policies.flatMap((policy, at) =>
    statementsOf(policy).flatMap((statement, index) => {
      const sid = typeof statement.Sid === "string" ? statement.Sid : undefined;
      return [{ statement, place: { policy: at, statement: index, sid } }];
    }),
  );
}

function membersOf(value: unknown): readonly [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function textsIn(value: unknown): readonly string[] {
  return asList(value as string | string[] | undefined).filter((one) => typeof one === "string");
}
