import { asList, type Policy, policyElements, statementElements } from "#policy";
import { attribute, type Block, block, gap, type Item, list, literal } from "./hcl.ts";

/** A policy as the body of `data "aws_iam_policy_document"`, or why the data source cannot say it. */
export type PolicyDocument =
  | { readonly ok: true; readonly body: readonly Item[] }
  | { readonly ok: false; readonly because: string };

/**
 * Writes a policy as the data source's blocks where it would print the same policy again: the order of lists apart,
 * single values for lists of one, and numbers and booleans of conditions as text, all of which mean the same to AWS.
 * Source: the AWS provider's documentation of `aws_iam_policy_document`, and what its source validates.
 */
export function policyDocument(policy: Policy): PolicyDocument {
  try {
    return { ok: true, body: documentBody(policy) };
  } catch (error) {
    if (error instanceof Inexpressible) return { ok: false, because: error.message };
    throw error;
  }
}

/** Thrown and caught in this file only. */
class Inexpressible extends Error {}

function documentBody(policy: Policy): readonly Item[] {
  refuseUnknown(policy, policyElements, "the policy");
  const { Version: version, Id: id } = policy;
  if (version !== "2012-10-17" && version !== "2008-10-17")
    throw new Inexpressible("its Version is none that the data source knows");
  if (id !== undefined && (typeof id !== "string" || id === ""))
    throw new Inexpressible("its Id is no text");
  const statements = asList<unknown>(policy.Statement);
  if (statements.length === 0) throw new Inexpressible("it has no statement");
  const sids = new Set<string>();
  return [
    ...(version === "2012-10-17" ? [] : [attribute("version", literal(version))]),
    ...(id === undefined ? [] : [attribute("policy_id", literal(id))]),
    ...statements.map((statement) => statementBlock(statement, version, sids)),
  ];
}

function statementBlock(statement: unknown, version: string, sids: Set<string>): Block {
  if (!isObject(statement)) throw new Inexpressible("a statement is no object");
  refuseUnknown(statement, statementElements, "a statement");
  const { Sid: sid, Effect: effect } = statement;
  if (effect !== "Allow" && effect !== "Deny")
    throw new Inexpressible("a statement has no Effect of Allow or Deny");
  if (sid !== undefined && (typeof sid !== "string" || !/^[A-Za-z0-9]+$/.test(sid)))
    throw new Inexpressible("a Sid is not letters and digits");
  if (typeof sid === "string") {
    if (sids.has(sid)) throw new Inexpressible("two statements have the same Sid");
    sids.add(sid);
  }
  return block(
    "statement",
    [],
    [
      ...(sid === undefined ? [] : [attribute("sid", literal(sid))]),
      attribute("effect", literal(effect)),
      gap,
      ...names(statement, "Action", "actions"),
      ...names(statement, "NotAction", "not_actions"),
      ...names(statement, "Resource", "resources", version),
      ...names(statement, "NotResource", "not_resources", version),
      ...principals(statement, "Principal", "principals", version),
      ...principals(statement, "NotPrincipal", "not_principals", version),
      ...conditions(statement, version),
    ],
  );
}

/** An element that is a name or a list of names. With a version its policy variables are written for Terraform. */
function names(
  statement: Record<string, unknown>,
  element: string,
  argument: string,
  version?: string,
): readonly Item[] {
  if (!(element in statement)) return [];
  const texts = nonEmptyTexts(statement[element], element);
  const written = version ? texts.map((text) => withVariables(text, version)) : texts;
  return [attribute(argument, list(written.map(literal)))];
}

function principals(
  statement: Record<string, unknown>,
  element: string,
  argument: string,
  version: string,
): readonly Item[] {
  if (!(element in statement)) return [];
  const principal = statement[element];
  if (principal === "*") return [principalBlock(argument, "*", ["*"])];
  if (!isObject(principal) || Object.keys(principal).length === 0 || "*" in principal)
    throw new Inexpressible(`a ${element} is neither a star nor a list by kind`);
  return Object.entries(principal).map(([type, value]) =>
    principalBlock(
      argument,
      type,
      nonEmptyTexts(value, element).map((text) => withVariables(text, version)),
    ),
  );
}

function principalBlock(argument: string, type: string, identifiers: readonly string[]): Block {
  return block(
    argument,
    [],
    [attribute("type", literal(type)), attribute("identifiers", list(identifiers.map(literal)))],
  );
}

function conditions(statement: Record<string, unknown>, version: string): readonly Block[] {
  if (!("Condition" in statement)) return [];
  const condition = statement.Condition;
  if (!isObject(condition) || Object.keys(condition).length === 0)
    throw new Inexpressible("a Condition is empty or no object");
  return Object.entries(condition).flatMap(([test, keys]) => {
    if (!isObject(keys) || Object.keys(keys).length === 0)
      throw new Inexpressible("a condition operator has no keys");
    return Object.entries(keys).map(([variable, value]) =>
      block(
        "condition",
        [],
        [
          attribute("test", literal(test)),
          attribute("variable", literal(variable)),
          attribute("values", list(conditionValues(value, version).map(literal))),
        ],
      ),
    );
  });
}

function conditionValues(value: unknown, version: string): readonly string[] {
  const values = asList<unknown>(value as unknown);
  if (values.length === 0) throw new Inexpressible("a condition has no value");
  return values.map((value) => {
    if (typeof value === "string") return withVariables(value, version);
    if (typeof value === "boolean" || Number.isSafeInteger(value)) return String(value);
    throw new Inexpressible("a condition's value is neither text, number nor boolean");
  });
}

/** The provider turns every `&{` into `${`, which Terraform would read as its own. Version 2008-10-17 has no variables. */
function withVariables(text: string, version: string): string {
  if (text.includes("&{")) throw new Inexpressible("it has `&{`, which the data source rewrites");
  return version === "2012-10-17" ? text.replaceAll("${", "&{") : text;
}

function nonEmptyTexts(value: unknown, element: string): readonly string[] {
  const texts = asList<unknown>(value as unknown);
  if (texts.length === 0 || texts.some((text) => typeof text !== "string" || text === ""))
    throw new Inexpressible(`a ${element} has no text, or something else than text`);
  return texts as readonly string[];
}

function refuseUnknown(value: object, known: readonly string[], what: string): void {
  const unknown = Object.keys(value).some((name) => !known.includes(name));
  if (unknown) throw new Inexpressible(`${what} has a member that the data source does not know`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
