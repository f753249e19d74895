import { findNodeAtOffset, getLocation, type Node, parseTree } from "jsonc-parser";
import {
  isDeeperThan,
  jsonOf,
  maximumDocumentDepth,
  maximumDocumentLength,
  statementNodes,
} from "#policy";

/** The kind of policy element at the cursor. */
export type Slot =
  | { readonly at: "policy-element" | "statement" | "statement-element" | "version" | "effect" }
  | { readonly at: "action" | "resource" | "principal" | "principal-type" | "operator" }
  | { readonly at: "principal-value"; readonly type: string }
  | { readonly at: "condition-key"; readonly operator: string }
  | { readonly at: "condition-value"; readonly operator: string; readonly key: string };

/** The cursor's place in a text, which need not be valid JSON, and what can be written there. */
export interface CursorContext {
  readonly slot: Slot;
  /** The range that a suggestion replaces: the string with its quotes, the bare word, or an empty range at the offset. */
  readonly start: number;
  readonly end: number;
  /** The statement around the cursor, as far as it can be parsed. */
  readonly statement: Readonly<Record<string, unknown>>;
  /** The other member names of the object, or the other items of the list. */
  readonly siblings: readonly string[];
  /** Whether a colon follows: the member already has its value. */
  readonly hasColon: boolean;
  /** Whether a comma is missing before or after the inserted text. */
  readonly commaBefore: boolean;
  readonly commaAfter: boolean;
}

/** Whether a text can be walked: a text with too many levels would exhaust the stack. */
export function isWalkable(text: string): boolean {
  return text.length <= maximumDocumentLength && !isDeeperThan(text, maximumDocumentDepth);
}

/** The context of the cursor in a text. Returns `undefined` where no policy element can be written. Never throws. */
export function cursorContextAt(text: string, offset: number): CursorContext | undefined {
  if (!isWalkable(text)) return undefined;
  const { path, isAtPropertyKey } = getLocation(text, offset);
  const tree = parseTree(text);
  const [start, end] = rangeAt(text, offset, tree);
  const before = text.slice(0, start).trimEnd().at(-1) ?? "";
  const after = text.slice(end).trimStart().at(0) ?? "";
  const commaBefore = /["}\]\w]/.test(before);
  // Between a name and its colon, and between the colon and its value, there is nothing to write.
  if (commaBefore && after === ":") return undefined;
  if (before === ":" && start === end && /^[ \t]*["{[\w-]/.test(text.slice(end))) return undefined;
  // After a member's value comes the next member's name.
  const isName = isAtPropertyKey || (commaBefore && typeof path.at(-1) === "string");
  const slot = isName ? nameSlot(path.slice(0, -1)) : valueSlot(path);
  if (!slot) return undefined;
  return {
    slot,
    start,
    end,
    statement: statementAround(tree, offset),
    siblings: tree ? siblingsAt(tree, path, isName, start) : [],
    hasColon: after === ":",
    commaBefore,
    commaAfter: /["{[]/.test(after),
  };
}

type Path = readonly (string | number)[];

function nameSlot(parent: Path): Slot | undefined {
  if (parent.length === 0) return { at: "policy-element" };
  const [element, operator, ...more] = inStatement(parent) ?? [null];
  if (element === undefined) return { at: "statement-element" };
  if (operator === undefined && isPrincipal(element)) return { at: "principal-type" };
  if (element !== "Condition") return undefined;
  if (operator === undefined) return { at: "operator" };
  return more.length === 0 ? { at: "condition-key", operator: String(operator) } : undefined;
}

function valueSlot(path: Path): Slot | undefined {
  if (path.length === 1 && path[0] === "Version") return { at: "version" };
  if (path.length === 2 && path[0] === "Statement" && typeof path[1] === "number")
    return { at: "statement" };
  const [element, one, two, ...more] = inStatement(path) ?? [];
  const isItem = (index: unknown) => index === undefined || typeof index === "number";
  if (element === "Effect" && one === undefined) return { at: "effect" };
  if (two === undefined && isItem(one)) {
    if (element === "Action" || element === "NotAction") return { at: "action" };
    if (element === "Resource" || element === "NotResource") return { at: "resource" };
    if (isPrincipal(element)) return { at: "principal" };
  }
  if (isPrincipal(element) && typeof one === "string" && isItem(two) && more.length === 0)
    return { at: "principal-value", type: one };
  if (element === "Condition" && typeof one === "string" && typeof two === "string")
    return more.length < 2 && isItem(more[0])
      ? { at: "condition-value", operator: one, key: two }
      : undefined;
  return undefined;
}

/** The path within the statement; a single statement can be written without a list. */
function inStatement([first, ...rest]: Path): Path | undefined {
  if (first !== "Statement") return undefined;
  return typeof rest[0] === "number" ? rest.slice(1) : rest;
}

const isPrincipal = (element: unknown) => element === "Principal" || element === "NotPrincipal";

const longestWord = 256;

function rangeAt(text: string, offset: number, tree: Node | undefined): readonly [number, number] {
  const node = tree && findNodeAtOffset(tree, offset, true);
  if (node?.type === "string" && node.offset < offset) {
    const end = node.offset + node.length;
    const isClosed = node.length > 1 && text[end - 1] === '"';
    if (offset < end || !isClosed) return [node.offset, end];
  }
  // A word without quotes is not a node.
  const word =
    /[a-z*][\w:*./-]*$/i.exec(text.slice(Math.max(0, offset - longestWord), offset))?.[0] ?? "";
  return [offset - word.length, offset];
}

function statementAround(tree: Node | undefined, offset: number): CursorContext["statement"] {
  const node = tree && statementNodes(tree).find((each) => contains(each, offset));
  const json = node && jsonOf(node);
  const isObject = typeof json === "object" && json !== null && !Array.isArray(json);
  return isObject ? (json as CursorContext["statement"]) : {};
}

const contains = ({ offset, length }: Pick<Node, "offset" | "length">, at: number) =>
  offset <= at && at <= offset + length;

function siblingsAt(tree: Node, path: Path, isName: boolean, start: number): readonly string[] {
  let node: Node | undefined = tree;
  for (const step of path.slice(0, -1))
    node =
      typeof step === "number"
        ? node?.children?.[step]
        : node?.children?.findLast(({ children }) => children?.[0]?.value === step)?.children?.[1];
  if (node?.type !== (isName ? "object" : "array")) return [];
  return (node.children ?? []).flatMap((child) => {
    const named = isName ? child.children?.[0] : child;
    const isText = typeof named?.value === "string" && named.offset !== start;
    return isText ? [String(named?.value)] : [];
  });
}
