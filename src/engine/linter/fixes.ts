import type { SyntaxNode } from "#policy";
import { type Member, placeOf } from "./document/view.ts";
import type { Fix, Place } from "./types.ts";

/** Puts another string in the place of one. */
export function replaceString(place: Place, text: string): Fix {
  return {
    label: `write \`${text}\``,
    edits: [{ start: place.start, end: place.end, text: JSON.stringify(text) }],
  };
}

/** Renames a member: only the name's text changes. */
export function renameMember(place: Place, name: string): Fix {
  return replaceString(place, name);
}

/** The text range that takes a list item or an object member away, with one comma and the white space beside it. */
export function rangeWithout(node: SyntaxNode): Place | undefined {
  const siblings = node.parent?.children ?? [];
  const index = lastBefore(siblings, node.offset);
  if (siblings[index] !== node) return undefined;
  const { start, end } = placeOf(node);
  const before = siblings[index - 1];
  const after = siblings[index + 1];
  if (after) return { start, end: after.offset };
  if (before) return { start: before.offset + before.length, end };
  return undefined;
}

/** The index of the last of some nodes, which stand in order, that begins at an offset or before it. */
function lastBefore(nodes: readonly SyntaxNode[], offset: number): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle]?.offset ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Takes a list item or an object member away; nothing where it is the only one. */
export function removal(node: SyntaxNode | undefined, label: string): Fix | undefined {
  const range = node && rangeWithout(node);
  return range && { label, edits: [{ ...range, text: "" }] };
}

/** Takes a statement's element away. */
export function removeMember(member: Member | undefined): Fix | undefined {
  return removal(member?.property, member ? `remove \`${member.name}\`` : "");
}

/** The node that stands exactly at a place. */
export function nodeAt(root: SyntaxNode, place: Place): SyntaxNode | undefined {
  let node: SyntaxNode | undefined = root;
  while (node) {
    if (node.offset === place.start && node.length === place.end - place.start) return node;
    const children: readonly SyntaxNode[] = node.children ?? [];
    node = children[lastBefore(children, place.start)];
  }
  return undefined;
}

/** Takes the string at a place out of its list; nothing where it stands alone. */
export function removeFromList(root: SyntaxNode, place: Place, text: string): Fix | undefined {
  const node = nodeAt(root, place);
  return node?.parent?.type === "array" ? removal(node, `remove \`${text}\``) : undefined;
}

/** Replaces a string, or removes it where its list holds the new text already. */
export function replaceInList(root: SyntaxNode, place: Place, text: string): Fix | undefined {
  const node = nodeAt(root, place);
  const siblings = node?.parent?.type === "array" ? (node.parent.children ?? []) : [];
  if (siblings.some((sibling) => sibling !== node && sibling.value === text))
    return removal(node, `remove it: \`${text}\` is in the list`);
  return replaceString(place, text);
}

/** Adds a member at the beginning of an object, laid out like its first member. */
export function addFirstMember(text: string, object: SyntaxNode, member: string): Fix {
  const inside = object.offset + 1;
  const first = object.children?.[0];
  const gap = first ? text.slice(inside, first.offset) : "";
  const edit = { start: inside, end: inside, text: first ? `${gap}${member},` : member };
  return { label: `add \`${member}\``, edits: [edit] };
}

/** Adds a member at the end of an object, laid out like its last member. */
export function addLastMember(text: string, object: SyntaxNode, member: string): Fix {
  const last = object.children?.at(-1);
  if (!last) return addFirstMember(text, object, member);
  const before = object.children?.at(-2);
  const gapStart = before ? before.offset + before.length : object.offset + 1;
  const gap = text.slice(gapStart, last.offset).replace(",", "");
  const at = last.offset + last.length;
  return { label: `add \`${member}\``, edits: [{ start: at, end: at, text: `,${gap}${member}` }] };
}

/** Adds an item at the end of a list, or makes a list of a single value. */
export function addItem(text: string, value: SyntaxNode, item: string): Fix {
  const written = JSON.stringify(item);
  const label = `add \`${item}\``;
  const { start, end } = placeOf(value);
  if (value.type !== "array")
    return { label, edits: [{ start, end, text: `[${text.slice(start, end)}, ${written}]` }] };
  const last = value.children?.at(-1);
  const at = last ? last.offset + last.length : start + 1;
  const before = value.children?.at(-2);
  const gapStart = before ? before.offset + before.length : start + 1;
  const gap = last ? text.slice(gapStart, last.offset).replace(",", "") || " " : "";
  return { label, edits: [{ start: at, end: at, text: last ? `,${gap}${written}` : written }] };
}

/**
 * Adds a condition to a statement: under its operator where that is there, in its Condition element where that is
 * there, else in a new one. `value` is JSON.
 */
export function addCondition(
  text: string,
  statement: { readonly node: SyntaxNode; readonly members: ReadonlyMap<string, Member> },
  operator: string,
  key: string,
  value: string,
): Fix | undefined {
  const label = `add \`${operator}\` \`${key}\` ${value}`;
  const condition = statement.members.get("Condition")?.value;
  const test = `"${key}": ${value}`;
  if (!condition) {
    const member = `"Condition": { "${operator}": { ${test} } }`;
    return { ...addLastMember(text, statement.node, member), label };
  }
  if (condition.type !== "object") return undefined;
  const block = condition.children?.find(({ children }) => children?.[0]?.value === operator)
    ?.children?.[1];
  if (!block) return { ...addLastMember(text, condition, `"${operator}": { ${test} }`), label };
  return block.type === "object" ? { ...addLastMember(text, block, test), label } : undefined;
}
