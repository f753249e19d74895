/**
 * A JSON value as YAML that YAML 1.1 and 1.2 read alike. Only words that nothing can mistake stand bare; all else, so
 * `2012-10-17`, `012345678901`, `yes`, `~`, `*`, is in double quotes. Names and text are never tags, anchors or comments.
 */
export function printYaml(value: unknown): string {
  return `${linesOf(value).join("\n")}\n`;
}

function linesOf(value: unknown): readonly string[] {
  if (Array.isArray(value))
    return value.length === 0 ? ["[]"] : value.flatMap((item) => hanging("- ", linesOf(item)));
  if (typeof value !== "object" || value === null) return [scalar(value)];
  const members = Object.entries(value);
  return members.length === 0 ? ["{}"] : members.flatMap(([name, member]) => pair(name, member));
}

function pair(name: string, member: unknown): readonly string[] {
  const lines = linesOf(member);
  const key = text(name);
  // A key of over 1,024 characters must say that it is one. Source: YAML 1.2.2, "Implicit keys".
  if (key.length > 1000) return [`? ${key}`, ...hanging(": ", lines)];
  const [first = ""] = lines;
  const inline = lines.length === 1 && isInline(member);
  return inline ? [`${key}: ${first}`] : [`${key}:`, ...lines.map((line) => `  ${line}`)];
}

function isInline(value: unknown): boolean {
  return typeof value !== "object" || value === null || Object.keys(value).length === 0;
}

function hanging(mark: string, [first = "", ...rest]: readonly string[]): readonly string[] {
  return [mark + first, ...rest.map((line) => `  ${line}`)];
}

function scalar(value: unknown): string {
  if (typeof value === "string") return text(value);
  // YAML 1.1 reads 1e+21 as text: it wants the point.
  return JSON.stringify(value).replace(/^(-?\d+)e/, "$1.0e");
}

function text(value: string): string {
  return isBare(value) ? value : `"${value.replace(/["\\]|[^\x20-\x7e\xa1-\xff]/gu, escaped)}"`;
}

function isBare(value: string): boolean {
  return (
    /^[A-Za-z][\w./:*-]*$/.test(value) &&
    !value.endsWith(":") &&
    // `e0` is a number to some readers of YAML 1.1.
    !/^(y|n|yes|no|on|off|true|false|null|e\d.*)$/i.test(value)
  );
}

function escaped(character: string): string {
  if (character === '"' || character === "\\") return `\\${character}`;
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
}
