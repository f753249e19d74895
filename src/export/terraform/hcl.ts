// The only place that writes Terraform's syntax: whatever comes from outside passes through `literal`.

declare const expressionBrand: unique symbol;
/** The text of an HCL expression. Made only here, so that a text from outside is never one. */
export type Expression = string & { readonly [expressionBrand]: true };

/** An argument in a block: `name = value`. */
export interface Attribute {
  readonly kind: "attribute";
  readonly name: string;
  readonly value: Expression;
}

/** A block: its type, its labels and its body. */
export interface Block {
  readonly kind: "block";
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: readonly Item[];
}

/** What stands in a file or a block. A gap is an empty line. */
export type Item =
  | Attribute
  | Block
  | { readonly kind: "comment"; readonly text: string }
  | { readonly kind: "gap" };

export const gap: Item = { kind: "gap" };

/** A line that begins with `#`; a text of several lines becomes several. */
export const comment = (text: string): Item => ({ kind: "comment", text });

/** `name = value`. Throws if the name is no identifier. */
export const attribute = (name: string, value: Expression): Attribute => ({
  kind: "attribute",
  name: identifier(name),
  value,
});

/** `type "label" { … }`. Throws if the type is no identifier. */
export const block = (type: string, labels: readonly string[], body: readonly Item[]): Block => ({
  kind: "block",
  type: identifier(type),
  labels,
  body,
});

/** A JSON value. Texts are data in it, never templates. What JSON cannot hold is null, as `JSON.stringify` has it. */
export function literal(value: unknown): Expression {
  if (typeof value === "string") return quoted(value) as Expression;
  if (Array.isArray(value)) return list(value.map(literal));
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([name, member]) => ({
      name: /^[A-Za-z]\w*$/.test(name) && !keywords.has(name) ? name : quoted(name),
      value: literal(member),
    }));
    if (members.length === 0) return "{}" as Expression;
    return `{\n${indented(assignments(members))}\n}` as Expression;
  }
  return (JSON.stringify(value) ?? "null") as Expression;
}

// Unquoted, the first begins an expression, and the others are no names.
const keywords = new Set(["for", "true", "false", "null"]);

/** `[a]` on one line, several values on a line each. */
export function list(values: readonly Expression[]): Expression {
  const [only] = values;
  if (values.length === 0) return "[]" as Expression;
  if (values.length === 1 && !only?.includes("\n")) return `[${only}]` as Expression;
  return `[\n${indented(values.map((value) => `${value},`))}\n]` as Expression;
}

/** `var.account_id`, `aws_iam_role.reader.arn`. */
export function reference(...names: readonly string[]): Expression {
  return names.map(identifier).join(".") as Expression;
}

/** `aws_kms_key_policy.every[each.key]`. */
export function element(of: Expression, key: Expression): Expression {
  return `${of}[${key}]` as Expression;
}

/** `name(value, …)`. Throws if the name is no identifier. */
export function call(name: string, ...values: readonly Expression[]): Expression {
  return `${identifier(name)}(${values.join(", ")})` as Expression;
}

/** `ONE == OTHER`. */
export function equals(one: Expression, other: Expression): Expression {
  return `${one} == ${other}` as Expression;
}

/** `CONDITION ? ONE : OTHER`. */
export function choice(condition: Expression, one: Expression, other: Expression): Expression {
  return `${condition} ? ${one} : ${other}` as Expression;
}

/** `aws_kms_key.a[*].arn`: the member of each instance. */
export function ofEach(address: Expression, member: string): Expression {
  return `${address}[*].${identifier(member)}` as Expression;
}

/** `[for NAME in FROM : VALUE]`. */
export function forEach(name: string, from: Expression, value: Expression): Expression {
  return `[for ${identifier(name)} in ${from} : ${value}]` as Expression;
}

/** The text of a file, laid out as `terraform fmt` does. */
export function hclFile(items: readonly Item[]): string {
  return `${bodyLines(items).join("\n")}\n`;
}

function bodyLines(items: readonly Item[]): readonly string[] {
  const lines: string[] = [];
  let run: Attribute[] = [];
  const endRun = () => {
    lines.push(...assignments(run));
    run = [];
  };
  items.forEach((item, index) => {
    if (item.kind === "attribute" && items[index - 1]?.kind !== "block") {
      run.push(item);
      return;
    }
    endRun();
    if (needsGap(items[index - 1], item)) lines.push("");
    if (item.kind === "gap") lines.push("");
    else if (item.kind === "comment") lines.push(...commentLines(item.text));
    else if (item.kind === "block") lines.push(...blockLines(item));
    else run.push(item);
  });
  endRun();
  return lines;
}

function needsGap(before: Item | undefined, item: Item): boolean {
  if (!before || before.kind === "gap" || item.kind === "gap") return false;
  if (before.kind === "block") return true;
  return before.kind === "attribute" ? item.kind !== "attribute" : false;
}

function blockLines({ type, labels, body }: Block): readonly string[] {
  const head = [type, ...labels.map(quoted)].join(" ");
  if (body.length === 0) return [`${head} {}`];
  return [`${head} {`, indented(bodyLines(body)), "}"];
}

/** `name = value` a line each. Those that follow one another with values of one line have their `=` in one column. */
function assignments(
  members: readonly { readonly name: string; readonly value: Expression }[],
): readonly string[] {
  const lines: string[] = [];
  for (let start = 0; start < members.length; ) {
    let end = start;
    while (end < members.length && !members[end]?.value.includes("\n")) end += 1;
    const chain = members.slice(start, end);
    const width = chain.reduce((most, { name }) => Math.max(most, columns(name)), 0);
    for (const { name, value } of chain)
      lines.push(`${name}${" ".repeat(width - columns(name))} = ${value}`);
    const broken = members[end];
    if (broken) lines.push(`${broken.name} = ${broken.value}`);
    start = end + 1;
  }
  return lines;
}

/** As `terraform fmt` counts them: what a reader sees as one character is one column. */
function columns(name: string): number {
  if (/^[ -~]*$/.test(name)) return name.length;
  return [...new Intl.Segmenter().segment(name)].length;
}

/** No value contains a line break: quoted texts write it as `\n`. */
function indented(lines: readonly string[]): string {
  return lines
    .join("\n")
    .split("\n")
    .map((line) => (line === "" ? "" : `  ${line}`))
    .join("\n");
}

function commentLines(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => `# ${line.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, " ")}`.trimEnd());
}

const escapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "${": "$${",
  "%{": "%%{",
};

/**
 * A text in quotes that Terraform reads back as it was. Invisible characters are escapes, so that none can hide.
 * Source: HCL Native Syntax Specification, “Template Literals”.
 */
function quoted(text: string): string {
  // Nearly every text of a policy, and of those there are many.
  if (/^[\w !#&'()*+,./:;<=>?@[\]^`|~-]*$/.test(text)) return `"${text}"`;
  const inside = text.replace(/[\\"]|[$%]\{|[\p{C}\p{Zl}\p{Zp}]/gu, (found) => {
    const known = escapes[found];
    if (known) return known;
    const code = found.codePointAt(0) ?? 0;
    // Half of a surrogate pair is no character: no file can hold it.
    if (code >= 0xd800 && code <= 0xdfff) return "\uFFFD";
    const digits = code.toString(16);
    return code > 0xffff ? `\\U${digits.padStart(8, "0")}` : `\\u${digits.padStart(4, "0")}`;
  });
  return `"${inside}"`;
}

/** Names are ours: one that is none is our mistake. */
function identifier(name: string): string {
  if (!/^[A-Za-z_][\w-]*$/.test(name)) throw new Error(`no HCL name: ${JSON.stringify(name)}`);
  return name;
}
