/** An expression of TypeScript, to be written as it is. */
export class Expression {
  readonly code: string;
  constructor(code: string) {
    this.code = code;
  }
}

/**
 * A value as TypeScript: JSON, and expressions within it. Text from outside is only ever within double quotes, where
 * nothing is code, and no `<` stands in it, so that it is harmless in a page too. `indent` is that of the first line.
 */
export function literal(value: unknown, indent = ""): string {
  if (value instanceof Expression) return value.code;
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    const items = value.map((item) => `${deeper}${literal(item, deeper)},\n`);
    return `[\n${items.join("")}${indent}]`;
  }
  const members = Object.entries(value).map(
    ([name, member]) => `${deeper}${memberName(name)}: ${literal(member, deeper)},\n`,
  );
  return members.length === 0 ? "{}" : `{\n${members.join("")}${indent}}`;
}

/** A text as a string literal. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/[^\x20-\x7e\xa1-\xff]|</g, escaped);
}

/** A text as a comment of one line. */
export function comment(text: string): string {
  return `/** ${text.replace(/[^\x20-\x7e\xa1-\xff]+/g, " ").replaceAll("*/", "* /")} */`;
}

function memberName(name: string): string {
  return /^[A-Za-z]\w*$/.test(name) ? name : quoted(name);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
