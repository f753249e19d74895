// Formulas and terms of SMT-LIB 2.6 as text (sections 3.7 of the standard and the theory of Unicode strings).

export const yes = "true";
export const no = "false";

export function and(parts: readonly string[]): string {
  if (parts.includes(no)) return no;
  const rest = parts.filter((part) => part !== yes);
  if (rest.length < 2) return rest[0] ?? yes;
  return `(and ${rest.join(" ")})`;
}

export function or(parts: readonly string[]): string {
  if (parts.includes(yes)) return yes;
  const rest = parts.filter((part) => part !== no);
  if (rest.length < 2) return rest[0] ?? no;
  return `(or ${rest.join(" ")})`;
}

export function not(formula: string): string {
  if (formula === yes) return no;
  return formula === no ? yes : `(not ${formula})`;
}

/** A string literal: printable ASCII as it is, everything else as `\u{…}`. */
export function literal(text: string): string {
  const letters = [...text].map((letter) => {
    const code = letter.codePointAt(0) ?? 0;
    if (letter === '"') return '""';
    return code < 32 || code > 126 || letter === "\\" ? `\\u{${code.toString(16)}}` : letter;
  });
  return `"${letters.join("")}"`;
}

/** The string of a literal that a solver prints. */
export function readLiteral(printed: string): string {
  return printed
    .slice(1, -1)
    .replaceAll('""', '"')
    .replace(/\\u\{([0-9a-f]+)\}/gi, (_all, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    );
}

export function concat(terms: readonly string[]): string {
  if (terms.length < 2) return terms[0] ?? '""';
  return `(str.++ ${terms.join(" ")})`;
}

const anyText = "re.all";
const notColon = '(re.diff re.allchar (str.to_re ":"))';
const anyTextWithoutColon = `(re.* ${notColon})`;

/**
 * That a term fits a pattern: `*` is any run of characters, `?` exactly one. `withinPart` keeps both from a colon;
 * `anyCase` lets letters stand for both of their cases.
 */
export function fitsPattern(
  term: string,
  pattern: string,
  { withinPart = false, anyCase = false } = {},
): string {
  const regex = patternRegex(pattern, withinPart, anyCase);
  return `(str.in_re ${term} ${regex})`;
}

export function patternRegex(pattern: string, withinPart: boolean, anyCase: boolean): string {
  const parts = pattern.split(/([*?])/).flatMap((piece) => {
    if (piece === "") return [];
    if (piece === "*") return [withinPart ? anyTextWithoutColon : anyText];
    if (piece === "?") return [withinPart ? notColon : "re.allchar"];
    return anyCase ? [...piece].map(bothCases) : [`(str.to_re ${literal(piece)})`];
  });
  return joined(parts);
}

export function joined(regexes: readonly string[]): string {
  if (regexes.length < 2) return regexes[0] ?? '(str.to_re "")';
  return `(re.++ ${regexes.join(" ")})`;
}

function bothCases(letter: string): string {
  const cases = [...new Set([letter.toLowerCase(), letter.toUpperCase()])].map(
    (one) => `(str.to_re ${literal(one)})`,
  );
  return cases.length === 1 ? (cases[0] ?? "") : `(re.union ${cases.join(" ")})`;
}
