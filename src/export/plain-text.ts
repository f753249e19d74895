/** A text from outside as one line that shows all there is: line breaks and what nobody sees become spaces. */
export function oneLine(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

/** A text as code in Markdown. Source: CommonMark, “Code spans”. */
export function codeSpan(text: string): string {
  const line = oneLine(text);
  const runs = line.match(/`+/g) ?? [];
  const fence = "`".repeat(runs.reduce((most, run) => Math.max(most, run.length), 0) + 1);
  // The spaces keep a backtick of the text from the fence; a reader does not see them.
  return fence.length === 1 && line !== "" ? `\`${line}\`` : `${fence} ${line} ${fence}`;
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
