import { memberOf, type Statement, type SyntaxNode } from "#policy";

/** Changes to the statements of a text: replacements, and additions at the end. */
export interface Insertions {
  readonly replaced: ReadonlyMap<SyntaxNode, Statement>;
  readonly added: readonly Statement[];
}

interface Layout {
  /** Line break and indentation before it; `undefined` if the document is on one line. */
  readonly before: string | undefined;
  /** One level of indentation. */
  readonly unit: string;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The text of a policy with statements added at the end of its list or replaced, in the layout of the text around them.
 * The rest stays byte for byte the same. A single statement becomes a list; a policy without statements gets a list and
 * a Version.
 */
export function withInsertions(text: string, tree: SyntaxNode, insertions: Insertions): string {
  const { replaced, added } = insertions;
  const edits: Edit[] = [...replaced].map(([node, statement]) => ({
    start: node.offset,
    end: endOf(node),
    text: printed(statement, layoutAt(text, node)),
  }));
  if (added.length > 0) edits.push(...additions(text, tree, added));
  return edits
    .sort((one, other) => other.start - one.start)
    .reduce((now, edit) => now.slice(0, edit.start) + edit.text + now.slice(edit.end), text);
}

function additions(text: string, tree: SyntaxNode, added: readonly Statement[]): readonly Edit[] {
  const list = memberOf(tree, "Statement");
  if (!list) return [newList(text, tree, added)];
  if (list.type !== "array") {
    const layout = layoutAt(text, list);
    const more = added.map((statement) => `, ${printed(statement, layout)}`).join("");
    return [
      { start: list.offset, end: list.offset, text: "[" },
      { start: endOf(list), end: endOf(list), text: `${more}]` },
    ];
  }
  const last = list.children?.at(-1);
  if (!last) {
    const outer = layoutAt(text, list.parent ?? list, 1);
    const before = outer.before === undefined ? undefined : outer.before + outer.unit;
    const inside = added.map((one) => (before ?? "") + printed(one, { ...outer, before })).join();
    return [{ start: list.offset, end: endOf(list), text: `[${inside}${outer.before ?? ""}]` }];
  }
  const layout = layoutAt(text, last);
  const gap = layout.before ?? (/,\s/.test(text.slice(list.offset, endOf(list))) ? " " : "");
  const more = added.map((statement) => `,${gap}${printed(statement, layout)}`).join("");
  return [{ start: endOf(last), end: endOf(last), text: more }];
}

/** Adds the member `Statement`, and `Version` if it is missing, at the end of a policy without statements. */
function newList(text: string, tree: SyntaxNode, added: readonly Statement[]): Edit {
  const last = tree.children?.at(-1);
  const layout = last ? layoutAt(text, last, 1) : { before: "\n  ", unit: "  " };
  const { before = "", unit } = layout;
  const inner = { ...layout, before: layout.before && before + unit };
  const list = added.map((one) => (inner.before ?? "") + printed(one, inner)).join();
  const version = memberOf(tree, "Version") ? "" : `${before}"Version": "2012-10-17",`;
  const members = `${version}${before}"Statement": [${list}${before}]`;
  if (last) return { start: endOf(last), end: endOf(last), text: `,${members}` };
  return { start: tree.offset + 1, end: endOf(tree) - 1, text: `${members}\n` };
}

function layoutAt(text: string, node: SyntaxNode, depth = 2): Layout {
  const lineStart = text.lastIndexOf("\n", node.offset - 1) + 1;
  const line = text.slice(lineStart, node.offset);
  const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
  const inside = node.children?.[0];
  const first = inside ? text.slice(node.offset + 1, inside.offset) : "";
  // The statement and its parent are on one line.
  if (lineStart === 0 && !first.includes("\n")) return { before: undefined, unit: "" };
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const inner = first.slice(first.lastIndexOf("\n") + 1);
  const unit =
    first.includes("\n") && inner.startsWith(indent) && inner.length > indent.length
      ? inner.slice(indent.length)
      : unitOf(indent, depth);
  return { before: newline + indent, unit };
}

/** The width of one indentation level, computed from a deeper one. */
function unitOf(indent: string, depth: number): string {
  if (indent === "") return "  ";
  if (indent.startsWith("\t")) return "\t";
  return " ".repeat(Math.max(1, Math.round(indent.length / depth)));
}

function printed(statement: Statement, { before, unit }: Layout): string {
  if (before === undefined) return JSON.stringify(statement);
  return JSON.stringify(statement, null, unit).replaceAll("\n", before);
}

const endOf = (node: SyntaxNode): number => node.offset + node.length;
