import { jsonOf, type Statement, type SyntaxNode, statementNodes } from "#policy";

/** One statement of a document, in a form that can be compared. */
export interface PlacedStatement {
  /** Counts from 0. */
  readonly index: number;
  readonly node: SyntaxNode;
  readonly value: Statement;
  readonly sid: string | undefined;
  /** What it means without its Sid: equal for equal JSON, in any order of members. */
  readonly meaning: string;
}

/** The statements of a parsed document, in order. A value that is no object counts as an empty statement. */
export function placedStatements(tree: SyntaxNode): readonly PlacedStatement[] {
  return statementNodes(tree).map((node, index) => {
    const json = jsonOf(node);
    const value = (isRecord(json) ? json : {}) as Statement;
    const { Sid: sid, ...rest } = value;
    return {
      index,
      node,
      value,
      sid: typeof sid === "string" && sid !== "" ? sid : undefined,
      meaning: isRecord(json) ? meaningOf(rest) : `no statement: ${meaningOf(json)}`,
    };
  });
}

/** Equal for JSON that means the same to IAM: members in any order, a single value with or without a list. */
export function meaningOf(value: unknown): string {
  if (Array.isArray(value))
    return value.length === 1 ? meaningOf(value[0]) : `[${value.map(meaningOf).sort().join()}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? "";
  const members = Object.entries(value).map(
    ([name, inner]) => `${JSON.stringify(name)}:${meaningOf(inner)}`,
  );
  return `{${members.sort().join()}}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
