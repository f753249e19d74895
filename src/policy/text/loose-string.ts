/** A string literal and the index after it. */
interface LooseString {
  readonly value: string;
  readonly end: number;
}

/**
 * Reads the string literal at `at`, and what JavaScript joins to it: `'{' +` and the next line.
 */
export function readJoinedStrings(text: string, at: number): LooseString | undefined {
  const first = readLooseString(text, at);
  if (!first) return undefined;
  const parts = [first.value];
  let { end } = first;
  for (;;) {
    const plus = matched(/[ \t]*\+[ \t]*(?:(?:\r\n?|\n)[ \t]*)?(?=["'])/y, text, end);
    const next = plus === undefined ? undefined : readLooseString(text, end + plus.length);
    if (!next) return { value: parts.join(""), end };
    parts.push(next.value);
    end = next.end;
  }
}

/**
 * Reads the string literal at `at`: in double or single quotes, in three of them (Python), or a heredoc (Terraform).
 * Returns `undefined` if there is none or it does not end.
 */
export function readLooseString(text: string, at: number): LooseString | undefined {
  const prefix = matched(/[bBuUrR]{0,2}(?=["'])/y, text, at)?.length ?? 0;
  const start = at + prefix;
  const quote = text[start];
  if (quote === '"' || quote === "'") {
    const three = quote.repeat(3);
    if (text.startsWith(three, start)) return upTo(text, start + 3, three);
    return quoted(text, start, quote);
  }
  return text.startsWith("<<", at) ? heredoc(text, at) : undefined;
}

function quoted(text: string, start: number, quote: string): LooseString | undefined {
  for (let end = start + 1; end < text.length; end += 1) {
    const character = text[end];
    if (character === "\\") end += 1;
    else if (character === quote)
      return { value: unescaped(text.slice(start + 1, end)), end: end + 1 };
  }
  return undefined;
}

function upTo(text: string, from: number, close: string): LooseString | undefined {
  const end = text.indexOf(close, from);
  return end < 0 ? undefined : { value: unescaped(text.slice(from, end)), end: end + close.length };
}

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  "0": "\0",
};

function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(\r?\n)|([\s\S]))/g,
    (_whole, hex?: string, unicode?: string, lineEnd?: string, one?: string) => {
      const code = hex ?? unicode;
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      return lineEnd === undefined ? (escapes[one ?? ""] ?? one ?? "") : "";
    },
  );
}

/** `<<EOT` or `<<-EOT`, up to the line that has only the word. */
function heredoc(text: string, at: number): LooseString | undefined {
  const opening = matched(/<<[-~]?[ \t]*["']?(\w{1,40})["']?[^\n]{0,200}\n/y, text, at);
  const word = opening === undefined ? undefined : /\w+/.exec(opening)?.[0];
  if (opening === undefined || word === undefined) return undefined;
  const from = at + opening.length;
  for (let line = from; line < text.length; ) {
    const lineEnd = text.indexOf("\n", line);
    const end = lineEnd < 0 ? text.length : lineEnd;
    if (text.slice(line, end).trim() === word) return { value: text.slice(from, line), end };
    line = end + 1;
  }
  return undefined;
}

function matched(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
