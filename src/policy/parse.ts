import { type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type { Policy } from "./document.ts";
import { maximumDocumentDepth, maximumDocumentLength } from "./limits.ts";
import { placeDeeperThan } from "./nesting.ts";

/** Why a text is not JSON, and where. `start` and `end` are offsets into the text in UTF-16 code units. */
export interface SyntaxProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** A JSON value, or a member of an object, with its place in the text: offsets and lengths in UTF-16 code units. */
export interface SyntaxNode {
  readonly type: "object" | "array" | "property" | "string" | "number" | "boolean" | "null";
  /** Of a string, number, boolean or null. */
  readonly value?: unknown;
  readonly offset: number;
  readonly length: number;
  /** Of a member: where its colon is. */
  readonly colonOffset?: number;
  readonly parent?: SyntaxNode;
  /** The values of an array, the members of an object, the name and the value of a member. */
  readonly children?: readonly SyntaxNode[];
}

/** What a text turned out to be: a JSON object with its tree, or the reasons why not. */
export type ParsedDocument =
  | { readonly ok: true; readonly policy: Policy; readonly tree: SyntaxNode }
  | {
      readonly ok: false;
      readonly problems: readonly [SyntaxProblem, ...SyntaxProblem[]];
      readonly tree?: SyntaxNode;
    };

/** One mistake brings others after it; more of them help nobody. */
const maximumProblems = 100;

const messages: Readonly<Record<string, string>> = {
  InvalidSymbol: "this is not a JSON value: put text in double quotes",
  InvalidNumberFormat: "this number is not written as JSON writes numbers",
  PropertyNameExpected: "a member name in double quotes is expected here",
  ValueExpected: "a value is expected here",
  ColonExpected: "a colon is expected between name and value",
  CommaExpected: "a comma is missing before this",
  CloseBraceExpected: "a closing `}` is missing",
  CloseBracketExpected: "a closing `]` is missing",
  EndOfFileExpected: "the document ended before this: remove what follows",
  InvalidCommentToken: "JSON has no comments: remove this",
  UnexpectedEndOfComment: "this comment is not closed, and JSON has no comments",
  UnexpectedEndOfString: "this text is not closed: a double quote is missing",
  UnexpectedEndOfNumber: "this number is not finished",
  InvalidUnicode: "`\\u` wants four hexadecimal digits",
  InvalidEscapeCharacter: "this escape is none that JSON knows",
  InvalidCharacter: "a control character must be escaped here",
};

/**
 * Reads a policy document. Gives the policy and its syntax tree, or every syntax error with its offsets;
 * a JSON value that is no object counts as an error of the whole value. Never throws; texts over
 * `maximumDocumentLength` code units or nested deeper than `maximumDocumentDepth` are refused unread; what is no text
 * counts as an empty one.
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

/** The JSON value of a node. A member named twice keeps its last value, as `JSON.parse` does. */
export function jsonOf(node: SyntaxNode): unknown {
  if (node.type === "array") return (node.children ?? []).map(jsonOf);
  if (node.type !== "object") return node.value;
  const members: [string, unknown][] = [];
  for (const property of node.children ?? []) {
    const [name, value] = property.children ?? [];
    if (name && value) members.push([String(name.value), jsonOf(value)]);
  }
  // fromEntries defines members, so that a member called `__proto__` stays a member.
  return Object.fromEntries(members);
}

/** The node of a member's value in an object node: the last one of that name. */
export function memberOf(node: SyntaxNode | undefined, name: string): SyntaxNode | undefined {
  if (node?.type !== "object") return undefined;
  return node.children?.findLast((property) => property.children?.[0]?.value === name)
    ?.children?.[1];
}

/** The nodes of the statements of a policy, in order; a single statement may stand without its list. */
export function statementNodes(tree: SyntaxNode): readonly SyntaxNode[] {
  const statement = memberOf(tree, "Statement");
  if (!statement) return [];
  return statement.type === "array" ? (statement.children ?? []) : [statement];
}

function refuseUnread(text: string): SyntaxProblem | undefined {
  if (text.length > maximumDocumentLength)
    return {
      message: `this is too long to check: AWS takes no policy over ${maximumDocumentLength.toLocaleString("en-US")} characters`,
      start: maximumDocumentLength,
      end: text.length,
    };
  const start = placeDeeperThan(text, maximumDocumentDepth);
  if (start >= 0)
    return {
      message: `this is nested deeper than ${maximumDocumentDepth} levels: no policy is`,
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
    // The parser counts the end of an unclosed comment one past the text.
    end: Math.min(error.offset + error.length, text.length),
  };
}
