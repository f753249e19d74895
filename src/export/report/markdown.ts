import { codeBlock, markdownText, visible, visibleLine } from "../plain-text.ts";
import type { Block, Inline, Line, Report, Section } from "./blocks.ts";

/** A report as GitHub-flavoured Markdown. */
export function reportAsMarkdown({ title, opening, sections }: Report): string {
  const contents = sections.map(({ title: name }) => `- ${linkTo(name)}`).join("\n");
  return text([
    `# ${markdownText(title)}`,
    ...opening.map(blockMarkdown),
    contents,
    ...sections.flatMap((section) => sectionMarkdown(section, 2)),
  ]);
}

/** A heading's link, as GitHub and GitLab make it of headings in plain letters; ours at the top level are. */
function linkTo(title: Line): string {
  const [words] = title;
  const slug = typeof words === "string" ? words.toLowerCase().replace(/[^a-z0-9 -]/g, "") : "";
  return title.length === 1 && slug !== ""
    ? `[${lineMarkdown(title)}](#${slug.replaceAll(" ", "-")})`
    : lineMarkdown(title);
}

/** Sections alone, to stand in a text of the reader's own. */
export function sectionsAsMarkdown(sections: readonly Section[], level: number): string {
  return text(sections.flatMap((section) => sectionMarkdown(section, level)));
}

function text(blocks: readonly string[]): string {
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function sectionMarkdown({ title, blocks, sections = [] }: Section, level: number): string[] {
  return [
    `${"#".repeat(level)} ${lineMarkdown(title)}`,
    ...blocks.map(blockMarkdown),
    ...sections.flatMap((inner) => sectionMarkdown(inner, Math.min(level + 1, 6))),
  ];
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return lineMarkdown(block.line);
    case "list":
      return block.items.map((item) => `- ${lineMarkdown(item)}`).join("\n");
    case "facts":
      return block.rows
        .map(([name, value]) => `- **${markdownText(name)}:** ${lineMarkdown(value)}`)
        .join("\n");
    case "table":
      return [
        row(block.head.map(markdownText)),
        row(block.head.map(() => "---")),
        ...block.rows.map((cells) => row(cells.map(cellMarkdown))),
      ].join("\n");
    case "drawing":
      return `\`\`\`mermaid\n${block.mermaid}\`\`\``;
    case "text":
      return codeBlock(block.language ?? "json", [visible(block.text)]);
  }
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** In a cell a bar ends the cell, between backticks too: a name with one stands as plain text. */
function cellMarkdown(line: Line): string {
  return lineMarkdown(
    line.map((inline) =>
      typeof inline === "object" && "code" in inline && inline.code.includes("|")
        ? inline.code
        : inline,
    ),
  );
}

function lineMarkdown(line: Line): string {
  return line.map(inlineMarkdown).join("");
}

function inlineMarkdown(inline: Inline): string {
  if (typeof inline === "string") return markdownText(inline);
  if ("code" in inline) return codeMarkdown(inline.code);
  // Between angle brackets, which the address has not: so it stays whole and is a link.
  if ("href" in inline)
    return /^https?:\/\/[^\s<>]+$/.test(inline.href)
      ? `<${inline.href}>`
      : codeMarkdown(inline.href);
  return markdownText("state" in inline ? inline.state : inline.text);
}

/** A name between more backticks than it has in a row, so that it cannot end them. */
function codeMarkdown(text: string): string {
  const name = visibleLine(text);
  if (name.trim() === "") return markdownText(name);
  const fence = "`".repeat(longestRun(name, 1) + (name.includes("`") ? 1 : 0));
  const apart = /^`|`$|^ .* $/.test(name) ? " " : "";
  return `${fence}${apart}${name}${apart}${fence}`;
}

function longestRun(text: string, least: number): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), least);
}
