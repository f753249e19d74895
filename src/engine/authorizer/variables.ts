import { globMatches, hasWildcard } from "#policy";
import type { ContextReader } from "./request/context-reader.ts";

/** A piece of a policy value: pattern text, text that is literal even where it has `*`, or a variable. */
type Piece =
  | { readonly kind: "pattern"; readonly text: string }
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "variable"; readonly key: string; readonly fallback: string | undefined };

/** A policy value read for its variables. Without any it has no pieces and stands for its text. */
export interface Template {
  readonly text: string;
  readonly pieces: readonly Piece[] | undefined;
  readonly isPattern: boolean;
}

/**
 * Reads `${key}`, `${key, 'default'}`, `${*}`, `${?}` and `${$}`. Variables exist in version 2012-10-17 only: in others
 * `withVariables` is false and the text is all literal. An opening without its closing brace is literal too.
 * Source: IAM User Guide, "IAM policy elements: Variables and tags".
 */
export function readTemplate(text: string, withVariables: boolean): Template {
  if (!withVariables || !text.includes("${")) return plainTemplate(text);
  const pieces: Piece[] = [];
  let from = 0;
  for (let open = text.indexOf("${"); open >= 0; open = text.indexOf("${", from)) {
    const close = endOfVariable(text, open + 2);
    if (close < 0) break;
    if (open > from) pieces.push({ kind: "pattern", text: text.slice(from, open) });
    pieces.push(readVariable(text.slice(open + 2, close)));
    from = close + 1;
  }
  if (from < text.length) pieces.push({ kind: "pattern", text: text.slice(from) });
  return { text, pieces, isPattern: true };
}

const plainTemplate = (text: string): Template => ({
  text,
  pieces: undefined,
  isPattern: hasWildcard(text),
});

/** Whether the value is the template's, letter for letter: wildcards mean themselves. */
export function templateEquals(template: Template, value: string, context: ContextReader): boolean {
  if (!template.pieces) return template.text === value;
  return (
    resolve(template.pieces, context)
      ?.map(({ text }) => text)
      .join("") === value
  );
}

/** The same, whatever the case. */
export function templateEqualsIgnoringCase(
  template: Template,
  value: string,
  context: ContextReader,
): boolean {
  const written = template.pieces
    ? resolve(template.pieces, context)
        ?.map(({ text }) => text)
        .join("")
    : template.text;
  return written?.toLowerCase() === value.toLowerCase();
}

/** Whether the value fits the template's pattern. What a variable resolved to is literal: its own `*` is no wildcard. */
export function templateMatches(
  template: Template,
  value: string,
  context: ContextReader,
): boolean {
  if (!template.pieces)
    return template.isPattern ? globMatches(template.text, value) : template.text === value;
  const pieces = resolve(template.pieces, context);
  return pieces !== undefined && literalGlobMatches(pieces, value);
}

/** The variables of templates that have neither a value in the request nor a default. */
export function unresolvedVariables(
  templates: readonly Template[],
  context: ContextReader,
): readonly string[] {
  const unresolved: string[] = [];
  for (const { pieces } of templates)
    for (const piece of pieces ?? [])
      if (piece.kind === "variable" && resolvePiece(piece, context) === undefined)
        unresolved.push(piece.key);
  return unresolved;
}

/** The six parts of an ARN pattern as templates, split at colons outside variables; nothing where there are fewer. */
export function splitArnTemplate(template: Template): readonly Template[] | undefined {
  let last: Piece[] = [];
  const parts = [last];
  for (const piece of template.pieces ?? [{ kind: "pattern", text: template.text } as const]) {
    if (piece.kind !== "pattern") {
      last.push(piece);
      continue;
    }
    let rest = piece.text;
    for (let colon = rest.indexOf(":"); colon >= 0 && parts.length < 6; colon = rest.indexOf(":")) {
      last.push({ kind: "pattern", text: rest.slice(0, colon) });
      last = [];
      parts.push(last);
      rest = rest.slice(colon + 1);
    }
    last.push({ kind: "pattern", text: rest });
  }
  if (parts.length < 6) return undefined;
  return parts.map((pieces) => {
    const plain = pieces.every(({ kind }) => kind === "pattern");
    const text = pieces.map((piece) => (piece.kind === "variable" ? "" : piece.text)).join("");
    return plain ? plainTemplate(text) : { text, pieces, isPattern: true };
  });
}

type Resolved = { readonly literal: boolean; readonly text: string };

function resolve(pieces: readonly Piece[], context: ContextReader): Resolved[] | undefined {
  const resolved: Resolved[] = [];
  for (const piece of pieces) {
    const text = piece.kind === "variable" ? resolvePiece(piece, context) : piece.text;
    if (text === undefined) return undefined;
    resolved.push({ literal: piece.kind !== "pattern", text });
  }
  return resolved;
}

/** A key with several values has none that a variable could take. */
function resolvePiece(piece: Piece & { kind: "variable" }, context: ContextReader) {
  const values = context.valuesOf(piece.key);
  return values?.length === 1 ? values[0] : piece.fallback;
}

/** In the shape a literal piece has no wildcards, whatever its text. */
function literalGlobMatches(pieces: readonly Resolved[], value: string): boolean {
  const pattern = pieces.map(({ text }) => text).join("");
  const shape = pieces.map(({ literal, text }) => (literal ? "=".repeat(text.length) : text));
  return globMatches(pattern, value, shape.join(""));
}

function endOfVariable(text: string, from: number): number {
  const brace = text.indexOf("}", from);
  const quote = text.slice(from, brace).indexOf("'");
  if (quote < 0) return brace;
  const endQuote = text.indexOf("'", from + quote + 1);
  return endQuote < 0 ? brace : text.indexOf("}", endQuote);
}

function readVariable(inside: string): Piece {
  if (inside === "*" || inside === "?" || inside === "$") return { kind: "literal", text: inside };
  const comma = inside.indexOf(",");
  if (comma < 0) return { kind: "variable", key: inside.trim().toLowerCase(), fallback: undefined };
  const quoted = inside.slice(comma + 1).trim();
  const isQuoted = quoted.length >= 2 && quoted.startsWith("'") && quoted.endsWith("'");
  const key = inside.slice(0, comma).trim().toLowerCase();
  return { kind: "variable", key, fallback: isQuoted ? quoted.slice(1, -1) : undefined };
}
