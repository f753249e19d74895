import type { SyntaxNode } from "#policy";

/** A member of an object or an item of a list, with the white space that the user put around it. */
export interface Item {
  readonly before: string;
  readonly text: string;
  readonly after: string;
  /** The node in the original text: for a member the property with name and value. */
  readonly node?: SyntaxNode;
}

/** The items of an object or a list as written. Joined again by `sequenceText` they give the same bytes. */
export function itemsOf(container: SyntaxNode, text: string): readonly Item[] {
  const children = container.children ?? [];
  const endBracket = container.offset + container.length - 1;
  return children.map((node, index) => {
    const previous = children[index - 1];
    const end = node.offset + node.length;
    const start = previous ? text.indexOf(",", endOf(previous)) + 1 : container.offset + 1;
    const comma = index < children.length - 1 ? text.indexOf(",", end) : endBracket;
    return {
      before: text.slice(start, node.offset),
      text: text.slice(node.offset, end),
      after: text.slice(end, comma),
      node,
    };
  });
}

/** The text of an object or a list with these items, brackets included. */
export function sequenceText(container: "object" | "array", items: readonly Item[]): string {
  const inside = items.map(({ before, text, after }) => before + text + after).join(",");
  return container === "object" ? `{${inside}}` : `[${inside}]`;
}

/**
 * Formats an item from another text like its new neighbour: with the same indentation, or on one line if the neighbour does
 * not begin a line.
 */
export function laidOutLike(item: Item, neighbour: Item | undefined): Item {
  const before = neighbour?.before ?? item.before;
  if (before === item.before) return { before, text: item.text, after: "" };
  if (!before.includes("\n")) return { before, text: onOneLine(item.text), after: "" };
  const from = indentation(item.before);
  const to = indentation(before);
  const lines = item.text.split("\n");
  const moved = lines.map((line, index) =>
    index > 0 && line.startsWith(from) ? to + line.slice(from.length) : line,
  );
  return { before, text: moved.join("\n"), after: "" };
}

const endOf = (node: SyntaxNode): number => node.offset + node.length;

const indentation = (gap: string): string => gap.slice(gap.lastIndexOf("\n") + 1);

/** JSON without its white space; what is inside strings stays. */
function onOneLine(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_, string?: string) => string ?? "");
}
