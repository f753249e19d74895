import { addFirstMember, addItem, applyFix, type Fix, rangeWithout, replaceString } from "#engine";
import {
  type GivenStatement,
  jsonOf,
  memberOf,
  parseDocument,
  printStatement,
  type SyntaxNode,
  statementElements,
  statementName,
  statementNodes,
} from "#policy";

/** A statement of a text, to be edited. Each edit leaves the rest of the text as it is. */
export interface EditableStatement {
  readonly text: string;
  readonly node: SyntaxNode;
  readonly json: GivenStatement;
  /** Counts from 0. */
  readonly position: number;
}

/** The names that lead to a value inside a statement: `["Condition", "StringEquals", "kms:ViaService"]`. */
export type Path = readonly string[];

/** The statements of a text that are objects; empty if it is not JSON. */
export function editableStatements(text: string): readonly EditableStatement[] {
  const parsed = parseDocument(text);
  if (!parsed.ok) return [];
  return statementNodes(parsed.tree).flatMap((node, position) =>
    node.type === "object" ? [{ text, node, json: jsonOf(node) as GivenStatement, position }] : [],
  );
}

/** How a statement is called: by its Sid, or by its place counted from one. */
export function nameOfStatement({ json, position }: Pick<EditableStatement, "json" | "position">) {
  return statementName(json.Sid, position);
}

/** Adds a text to the list at a path. Returns `undefined` if nothing stands there. */
export function withValue(at: EditableStatement, path: Path, value: string): string | undefined {
  const node = nodeAt(at.node, path);
  return node && applyFix(at.text, addItem(at.text, node, value));
}

/** Replaces a text at a path by another. */
export function withReplaced(
  at: EditableStatement,
  path: Path,
  value: string,
  by: string,
): string | undefined {
  const found = textNode(nodeAt(at.node, path), value);
  if (!found) return undefined;
  const place = { start: found.offset, end: found.offset + found.length };
  return applyFix(at.text, replaceString(place, by));
}

/** Takes a text out of the list at a path. Returns `undefined` if it is the only one. */
export function withoutValue(at: EditableStatement, path: Path, value: string): string | undefined {
  const list = nodeAt(at.node, path);
  if (list?.type !== "array" || (list.children?.length ?? 0) < 2) return undefined;
  return without(at.text, textNode(list, value));
}

/** Takes the member at a path away, with the objects around it that would be empty. */
export function withoutMember(at: EditableStatement, path: Path): string | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const property = nodeAt(at.node, path.slice(0, length))?.parent;
    if (property?.type !== "property") return undefined;
    if ((property.parent?.children?.length ?? 0) > 1) return without(at.text, property);
  }
  return undefined;
}

/** Takes a statement out of its list. Returns `undefined` if it is the only one. */
export function withoutStatement({ text, node }: EditableStatement): string | undefined {
  return without(text, node);
}

/** Writes the member at a path, with the objects around it that are missing. Replaces a value that stands there. */
export function withMember(at: EditableStatement, path: Path, value: unknown): string | undefined {
  const present = nodeAt(at.node, path);
  if (present)
    return (
      at.text.slice(0, present.offset) +
      laidOut(at.text, present.parent?.offset ?? present.offset, value) +
      at.text.slice(present.offset + present.length)
    );
  for (let length = path.length - 1; length >= 0; length -= 1) {
    const object = nodeAt(at.node, path.slice(0, length));
    if (!object) continue;
    const name = path[length];
    if (object.type !== "object" || name === undefined) return undefined;
    const inside = path
      .slice(length + 1)
      .reduceRight<unknown>((inner, outer) => ({ [outer]: inner }), value);
    return applyFix(at.text, addMember(at.text, object, name, inside));
  }
  return undefined;
}

/** Puts a statement right after another one. Returns `undefined` if that stands outside a list. */
export function withStatementAfter(
  { text, node }: EditableStatement,
  statement: GivenStatement,
): string | undefined {
  if (node.parent?.type !== "array") return undefined;
  const indent = lineIndent(text, node.offset);
  const written =
    indent === undefined
      ? JSON.stringify(statement)
      : printStatement(statement).replaceAll("\n", `\n${indent}`);
  const at = node.offset + node.length;
  const gap = indent === undefined ? " " : `\n${indent}`;
  return `${text.slice(0, at)},${gap}${written}${text.slice(at)}`;
}

function without(text: string, node: SyntaxNode | undefined): string | undefined {
  const range = node && rangeWithout(node);
  return range && text.slice(0, range.start) + text.slice(range.end);
}

function nodeAt(statement: SyntaxNode, path: Path): SyntaxNode | undefined {
  return path.reduce<SyntaxNode | undefined>((node, name) => memberOf(node, name), statement);
}

function textNode(node: SyntaxNode | undefined, value: string): SyntaxNode | undefined {
  if (node?.type === "array") return node.children?.find((child) => child.value === value);
  return node?.value === value ? node : undefined;
}

/** A member at its place in AWS's order; in an object that is no statement, at the end. */
function addMember(text: string, object: SyntaxNode, name: string, value: unknown): Fix {
  const children = object.children ?? [];
  const order = (child: SyntaxNode) => elements.indexOf(String(child.children?.[0]?.value));
  const place = elements.indexOf(name);
  const before = place < 0 ? children.at(-1) : children.findLast((child) => order(child) < place);
  const first = children[0];
  if (!before || !first) {
    const written = laidOut(text, first?.offset ?? object.offset, value);
    return addFirstMember(text, object, `${JSON.stringify(name)}: ${written}`);
  }
  const gap = text.slice(object.offset + 1, first.offset);
  const at = before.offset + before.length;
  const written = `,${gap || " "}${JSON.stringify(name)}: ${laidOut(text, before.offset, value)}`;
  return { label: "", edits: [{ start: at, end: at, text: written }] };
}
const elements: readonly string[] = statementElements;

/** A value as JSON, on several lines if the member at an offset begins a line. */
function laidOut(text: string, offset: number, value: unknown): string {
  const indent = lineIndent(text, offset);
  return indent === undefined
    ? JSON.stringify(value)
    : JSON.stringify(value, null, 2).replaceAll("\n", `\n${indent}`);
}

/** The white space before an offset on its line; `undefined` if something else stands there. */
function lineIndent(text: string, offset: number): string | undefined {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const before = text.slice(start, offset);
  return start > 0 && before.trim() === "" ? before : undefined;
}
