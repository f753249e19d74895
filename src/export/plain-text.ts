/** A text from outside as one line: line breaks and invisible characters become spaces. */
export function oneLine(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

/** A text as code in Markdown. Source: CommonMark, “Code spans”. */
export function codeSpan(text: string): string {
  const line = oneLine(text);
  const fence = "`".repeat(longestRun(line) + 1);
  // The spaces keep a backtick of the text from the fence; a reader does not see them.
  return fence.length === 1 && line !== "" ? `\`${line}\`` : `${fence} ${line} ${fence}`;
}

/** Lines as a block of code in Markdown that ends where they end, whatever they hold. */
export function codeBlock(language: string, lines: readonly string[]): string {
  const code = lines.join("\n");
  const fence = "`".repeat(Math.max(3, longestRun(code) + 1));
  return `${fence}${language}\n${code}\n${fence}`;
}

function longestRun(text: string): number {
  const runs = text.match(/`+/g) ?? [];
  return runs.reduce((most, run) => Math.max(most, run.length), 0);
}

/** The words for a document that a format cannot contain. */
export function documentWords(document: {
  readonly kind: string;
  readonly name: string;
  readonly region?: string;
}): string {
  const { kind, name, region } = document;
  return oneLine(`the ${kind} policy of ${name}${region ? ` in ${region}` : ""}`);
}

/**
 * Text in which nothing acts on how it is read: control characters, the marks that turn the direction of writing, and
 * halves of characters stand as JSON writes them, so that a policy stays the same policy.
 */
export function visible(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(acting, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, "0");
    return `\\u${code}`;
  });
}

const acting =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The same on one line. */
export function visibleLine(text: string): string {
  return visible(text).replace(/\s+/g, " ");
}

/** Text that Markdown shows as it is, on one line: no character in it is markup, and no address becomes a link. */
export function markdownText(text: string): string {
  return visibleLine(text)
    .replace(/[\\`*_[\]<>|#~@&$]/g, "\\$&")
    .replace(/:(?=\/\/)|(?<=www)\./gi, "\\$&")
    .replace(/^([-+=]|\d+(?=[.)]))/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));
}
