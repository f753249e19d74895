/** A text from outside as one line that shows all there is: line breaks and what nobody sees become spaces. */
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

/** What a document that no format can hold is called where it is missing. */
export function documentWords(document: {
  readonly kind: string;
  readonly name: string;
  readonly region?: string;
}): string {
  const { kind, name, region } = document;
  return oneLine(`the ${kind} policy of ${name}${region ? ` in ${region}` : ""}`);
}
