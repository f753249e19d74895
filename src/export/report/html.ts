import { visible } from "../plain-text.ts";
import type { Block, Inline, Line, Report, Section } from "./blocks.ts";
import { style } from "./html-style.ts";

/** Nothing but the page's own styles: no script, no picture, no request, no form. */
const contentSecurityPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A report as one page that needs nothing else: it can be mailed, archived and printed. */
export function reportAsHtml({ title, example, opening, sections }: Report): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body${example ? ' class="example"' : ""}>
<main>
<h1>${escaped(title)}</h1>
${opening.map(blockHtml).join("\n")}
<nav aria-labelledby="contents">
<h2 id="contents">Contents</h2>
<ol>
${sections.map(({ title, anchor }) => `<li>${anchor ? `<a href="#${anchor}">${lineHtml(title)}</a>` : lineHtml(title)}</li>`).join("\n")}
</ol>
</nav>
${sections.map((section) => sectionHtml(section, 2)).join("\n")}
</main>
</body>
</html>
`;
}

function sectionHtml(
  { title, anchor, blocks, sections = [], folded }: Section,
  level: number,
): string {
  const id = anchor === undefined ? "" : ` id="${anchor}"`;
  const heading = `<h${level}>${lineHtml(title)}</h${level}>`;
  const body = [
    ...blocks.map(blockHtml),
    ...sections.map((inner) => sectionHtml(inner, Math.min(level + 1, 6))),
  ].join("\n");
  return folded === undefined
    ? `<section${id}>\n${heading}\n${body}\n</section>`
    : `<details${id}${folded ? "" : " open"}>\n<summary>${heading}</summary>\n${body}\n</details>`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return `<p>${lineHtml(block.line)}</p>`;
    case "list":
      return `<ul>\n${block.items.map((item) => `<li>${lineHtml(item)}</li>`).join("\n")}\n</ul>`;
    case "facts":
      return `<dl>\n${block.rows.map(([name, value]) => `<div><dt>${escaped(name)}</dt><dd>${lineHtml(value)}</dd></div>`).join("\n")}\n</dl>`;
    case "table":
      return `<div class="wide"><table>\n<thead><tr>${block.head.map((name) => `<th scope="col">${escaped(name)}</th>`).join("")}</tr></thead>\n<tbody>\n${block.rows.map((cells) => `<tr>${cells.map((cell) => `<td>${lineHtml(cell)}</td>`).join("")}</tr>`).join("\n")}\n</tbody>\n</table></div>`;
    case "drawing":
      return `<div class="wide drawing">${block.svg}</div>`;
    case "text":
      return `<pre><code>${escaped(block.text)}</code></pre>`;
  }
}

function lineHtml(line: Line): string {
  return line.map(inlineHtml).join("");
}

function inlineHtml(inline: Inline): string {
  if (typeof inline === "string") return escaped(inline);
  if ("code" in inline) return `<code>${escaped(inline.code)}</code>`;
  if ("href" in inline) return linkHtml(inline.href);
  if ("to" in inline) return `<a href="#${inline.to}">${escaped(inline.text)}</a>`;
  return `<span class="state ${inline.tone}">${escaped(inline.state)}</span>`;
}

/** A link with its address as its words, cut off: a whole work is thousands of characters. Other schemes stay text. */
function linkHtml(href: string): string {
  if (!/^https?:\/\//.test(href)) return `<code>${escaped(href)}</code>`;
  const words = href.length > 80 ? `${href.slice(0, 80)}…` : href;
  return `<a href="${escaped(href)}">${escaped(words)}</a>`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** The only way of text into the page: text it stays, between tags and in attributes. */
function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
