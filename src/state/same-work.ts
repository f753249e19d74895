import { blankWork, type Content, contentFields } from "./work.ts";

/** Whether two states of the work are the same to the user. */
export function sameWork(one: Content, other: Content): boolean {
  return contentFields.every((field) => same(one[field], other[field]));
}

/** Whether the fields of two states are the same objects: quick, and false for equal copies. */
export function isSameContent(one: Content, other: Content): boolean {
  return contentFields.every((field) => one[field] === other[field]);
}

/** Whether the work has anything to save: more than the work of a new page. */
export function ownsWork(work: Content): boolean {
  return !sameWork(work, blankWork);
}

/** Whether two JSON values are equal. It does not compare their text, which would be slow for many edits. */
function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [members, others] = [Object.entries(one), new Map(Object.entries(other))];
  return (
    members.length === others.size &&
    members.every(([name, value]) => others.has(name) && same(value, others.get(name)))
  );
}
