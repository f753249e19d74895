import type { Template } from "../../authorizer/variables.ts";

/**
 * One piece of a pattern: a character (in any case, if so marked), exactly one character, or any run of them. `not` holds
 * the characters that a wildcard does not take; `digits` limits it to digits.
 */
export type Token =
  | { readonly kind: "char"; readonly char: string; readonly anyCase?: boolean }
  | { readonly kind: "one" | "many"; readonly not?: string; readonly digits?: boolean };

export type Pattern = readonly Token[];

/** The pattern that fits one text alone, or it in any case. */
export function literalPattern(text: string, anyCase = false): Pattern {
  return [...text].map((char) =>
    anyCase ? { kind: "char", char, anyCase } : { kind: "char", char },
  );
}

/** A pattern with `*` and `?`. */
export function globPattern(text: string): Pattern {
  return [...text].map((char) =>
    char === "*" || char === "?" ? { kind: char === "*" ? "many" : "one" } : { kind: "char", char },
  );
}

/**
 * The pattern of an ARN: a wildcard in one of the first five parts does not take a colon. `*` alone is any ARN. Nothing for
 * a text with fewer than six parts, which fits no ARN.
 */
export function arnPattern(template: Template): Pattern | undefined {
  const tokens = template.text === "*" ? globPattern("*:*:*:*:*:*") : templatePattern(template);
  let colons = 0;
  const pattern = tokens.map((token): Token => {
    if (token.kind === "char") {
      if (token.char === ":") colons += 1;
      return token;
    }
    return colons < 5 ? { ...token, not: ":" } : token;
  });
  return colons < 5 ? undefined : pattern;
}

/** A policy value as a wildcard pattern: characters that mean themselves, and `*` in place of a variable. */
export function templatePattern(template: Template): Pattern {
  if (!template.pieces) return globPattern(template.text);
  return template.pieces.flatMap((piece): Pattern => {
    if (piece.kind === "variable") return globPattern("*");
    return piece.kind === "literal" ? literalPattern(piece.text) : globPattern(piece.text);
  });
}

/** Whether a policy value has a variable that takes its value from the request. */
export function hasVariable(template: Template): boolean {
  return template.pieces?.some(({ kind }) => kind === "variable") ?? false;
}

/** Whether a pattern is one text. */
export function isLiteral(pattern: Pattern): boolean {
  return pattern.every((token) => token.kind === "char" && !token.anyCase);
}
