import { type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type { Policy } from "./document.ts";
import { maximumDocumentDepth, maximumDocumentLength } from "./limits.ts";
import { placeDeeperThan } from "./nesting.ts";
import { withCommas } from "./with-commas.ts";

/** A syntax error and its place. `start` and `end` are offsets into the text in UTF-16 code units. */
export interface SyntaxProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** A JSON value, or a member of an object, with its place in the text in UTF-16 code units. */
export interface SyntaxNode {
  readonly type: "object" | "array" | "property" | "string" | "number" | "boolean" | "null";
  /** For a string, number, boolean or null. */
  readonly value?: unknown;
  readonly offset: number;
  readonly length: number;
  /** For a member: the offset of its colon. */
  readonly colonOffset?: number;
  readonly parent?: SyntaxNode;
  /** The values of an array, the members of an object, or the name and value of a member. */
  readonly children?: readonly SyntaxNode[];
}

/** The result of parsing: a policy with its syntax tree, or the syntax errors. */
export type ParsedDocument =
  | { readonly ok: true; readonly policy: Policy; readonly tree: SyntaxNode }
  | {
      readonly ok: false;
      readonly problems: readonly [SyntaxProblem, ...SyntaxProblem[]];
      readonly tree?: SyntaxNode;
    };

/** One mistake causes further errors, so the rest are not listed. */
const maximumProblems = 100;

const messages: Readonly<Record<string, string>> = {
  InvalidSymbol: "this is not a JSON value: put text in double quotes",
  InvalidNumberFormat: "this number is not written as JSON writes numbers",
  PropertyNameExpected: "a member name in double quotes is expected here",
  ValueExpected: "a value is expected here",
  ColonExpected: "a colon is expected between name and value",
  CommaExpected: "a comma is missing before this",
  CloseBraceExpected: "a `}` is missing",
  CloseBracketExpected: "a `]` is missing",
  EndOfFileExpected: "the document ended before this: remove what follows",
  InvalidCommentToken: "JSON has no comments: remove this",
  UnexpectedEndOfComment: "this comment is not closed, and JSON has no comments",
  UnexpectedEndOfString: "this text is not closed: a double quote is missing",
  UnexpectedEndOfNumber: "this number is not finished",
  InvalidUnicode: "`\\u` needs four hexadecimal digits",
  InvalidEscapeCharacter: "JSON has no such escape",
  InvalidCharacter: "a control character must be escaped here",
};

/**
 * Parses a policy document. Returns the policy and its syntax tree, or every syntax error with its offsets. A JSON
 * value that is no object is one error of the whole value. Never throws. Refuses texts over `maximumDocumentLength`
 * code units or deeper than `maximumDocumentDepth`. A value that is no text counts as an empty text.
 */
export function parseDocument(given: string): ParsedDocument {
  const text = typeof given === "string" ? given : "";
  const refusal = refuseUnread(text);
  if (refusal) return { ok: false, problems: [refusal] };
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, {
    disallowComments: true,
    allowTrailingComma: false,
    allowEmptyContent: false,
  });
  const [first, ...rest] = errors
    .slice(0, maximumProblems)
    .map((error) => syntaxProblem(error, text));
  if (first) return { ok: false, problems: [first, ...rest], ...(tree ? { tree } : {}) };
  if (!tree)
    return { ok: false, problems: [{ message: "the document is empty", start: 0, end: 0 }] };
  if (tree.type !== "object") {
    const message = "a policy is one JSON object: it begins with `{`";
    const problem = { message, start: tree.offset, end: tree.offset + tree.length };
    return { ok: false, problems: [problem], tree };
  }
  return { ok: true, policy: jsonOf(tree) as Policy, tree };
}

/** The JSON value of a node. Of members with the same name the last one counts, as in `JSON.parse`. */
export function jsonOf(node: SyntaxNode): unknown {
  if (node.type === "array") return (node.children ?? []).map(jsonOf);
  if (node.type !== "object") return node.value;
  const members: [string, unknown][] = [];
  for (const property of node.children ?? []) {
    const [name, value] = property.children ?? [];
    if (name && value) members.push([String(name.value), jsonOf(value)]);
  }
  // `fromEntries` defines members, so a member named `__proto__` stays an ordinary member.
  return Object.fromEntries(members);
}

/** The value node of a member of an object node; of members with the same name the last one. */
export function memberOf(node: SyntaxNode | undefined, name: string): SyntaxNode | undefined {
  if (node?.type !== "object") return undefined;
  return node.children?.findLast((property) => property.children?.[0]?.value === name)
    ?.children?.[1];
}

/** The nodes of the statements of a policy, in order; a single statement needs no list. */
export function statementNodes(tree: SyntaxNode): readonly SyntaxNode[] {
  const statement = memberOf(tree, "Statement");
  if (!statement) return [];
  return statement.type === "array" ? (statement.children ?? []) : [statement];
}

function refuseUnread(text: string): SyntaxProblem | undefined {
  if (text.length > maximumDocumentLength)
    return {
      message: `this is too long to check: AWS accepts no policy over ${withCommas(maximumDocumentLength)} characters`,
      start: maximumDocumentLength,
      end: text.length,
    };
  const start = placeDeeperThan(text, maximumDocumentDepth);
  if (start >= 0)
    return {
      message: `this is nested deeper than ${maximumDocumentDepth} levels, and no policy is`,
      start,
      end: start + 1,
    };
  return undefined;
}

function syntaxProblem(error: ParseError, text: string): SyntaxProblem {
  const code = printParseErrorCode(error.error);
  const afterComma = /,\s*$/.test(text.slice(0, error.offset));
  const trailingComma = afterComma && (code === "PropertyNameExpected" || code === "ValueExpected");
  return {
    message: trailingComma
      ? "remove the comma before this: JSON has no trailing commas"
      : (messages[code] ?? "this is not JSON"),
    start: Math.min(error.offset, text.length),
    // The parser's end of an unclosed comment is one past the text.
    end: Math.min(error.offset + error.length, text.length),
  };
}
