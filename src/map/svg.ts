import type { Drawing, Shape } from "./layout/shapes.ts";
import { colourOf, type Theme } from "./palette.ts";

/** How a drawing is coloured as a file. */
export interface SvgOptions {
  readonly theme: Theme;
  /** The accounts in the order of their tints: the platform's first. */
  readonly accounts: readonly string[];
  /** Without it the background is transparent. */
  readonly background?: boolean;
  /** The values are examples: nothing is green. */
  readonly example?: boolean;
}

/**
 * A drawing as the text of an SVG that needs nothing else: no script, no style, no font and no request. Every text in it
 * is escaped.
 */
export function drawingToSvg(drawing: Drawing, options: SvgOptions): string {
  const { width, height, title, shapes } = drawing;
  const ground = options.background
    ? `<rect width="${width}" height="${height}" fill="${colourOf("--surface", options.theme, 0)}"/>`
    : "";
  const body = shapes.map((shape) => written(shape, options, 0)).join("\n");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">${ground}\n${body}\n</svg>\n`;
}

function written(shape: Shape, options: SvgOptions, tint: number): string {
  // Nothing lights up in a file.
  if ("data-lit" in shape.attributes) return "";
  const own = shape.account === undefined ? tint : tintOf(shape.account, options.accounts);
  const attributes = Object.entries(shape.attributes)
    .map(([name, value]) => ` ${name}="${escaped(resolved(String(value), options, own))}"`)
    .join("");
  const inside =
    shape.text === undefined
      ? (shape.children ?? []).map((child) => written(child, options, own)).join("")
      : escaped(shape.text);
  return inside === ""
    ? `<${shape.tag}${attributes}/>`
    : `<${shape.tag}${attributes}>${inside}</${shape.tag}>`;
}

function tintOf(account: string, accounts: readonly string[]): number {
  return Math.max(0, [...new Set(accounts)].indexOf(account));
}

function resolved(value: string, { theme, example }: SvgOptions, tint: number): string {
  const name = /^var\((--[a-z-]+)\)$/.exec(value)?.[1];
  if (name === undefined) return value;
  return colourOf((example && exampleColours[name]) || name, theme, tint) ?? value;
}

/** What takes the place of green. */
const exampleColours: Readonly<Record<string, string>> = {
  "--allowed": "--muted",
  "--allowed-wash": "--sunken",
};

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text stays text. What XML does not allow (control characters, halves of characters) is left out. */
function escaped(text: string): string {
  return text.replace(notXml, "").replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

const notXml =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
