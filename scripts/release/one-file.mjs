// @ts-check
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The built page as one file that needs no other: its script, styles and icon stand in it. Its policy allows these scripts
 * by their hashes, workers from blob: addresses, and no request at all.
 * @param {string} folder the build of vite.single.config.ts
 * @returns {string}
 */
export function oneFile(folder) {
  const read = (/** @type {string} */ name) => readFileSync(join(folder, name), "utf8");
  const page = read("index.html");
  /** @type {string[]} */
  const scripts = [];
  const inside = page
    .replace(/<script([^>]*) src="\.?\/?([^"]+)"([^>]*)><\/script>/g, (_, before, src, after) => {
      const code = inScript(read(src));
      scripts.push(code);
      const type = /type="module"/.test(before + after) ? ' type="module"' : "";
      return `<script${type}>${code}</script>`;
    })
    .replace(/<link rel="stylesheet"[^>]* href="\.?\/?([^"]+)"[^>]*>/g, (_, href) => {
      return `<style>${read(href).replaceAll("</style", "<\\/style")}</style>`;
    })
    .replace(/<link rel="icon" href="\.?\/?([^"]+)"([^>]*)>/, (_, href, rest) => {
      const icon = Buffer.from(read(href)).toString("base64");
      return `<link rel="icon" href="data:image/svg+xml;base64,${icon}"${rest}>`;
    });
  const left = /(?:src|href)="(?!data:|#|https?:)[^"]*"/.exec(
    inside.replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, ""),
  );
  if (left) throw new Error(`the page still names a file: ${left[0]}`);
  return inside.replace(
    /<head>/,
    () => `<head>\n    <meta http-equiv="Content-Security-Policy" content="${policy(scripts)}" />`,
  );
}

/** @param {readonly string[]} scripts */
function policy(scripts) {
  const hashes = scripts.map(
    (code) => `'sha256-${createHash("sha256").update(code).digest("base64")}'`,
  );
  return [
    "default-src 'none'",
    `script-src ${hashes.join(" ")}`,
    "worker-src blob:",
    "style-src 'unsafe-inline'",
    "img-src data:",
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/**
 * Code that no HTML parser takes for the end of a script or for a comment. Both texts stand only in strings and regular
 * expressions, where the escapes mean the same.
 * @param {string} code
 */
function inScript(code) {
  return code.replaceAll(/<\/(?=script)/gi, "<\\/").replaceAll("<!--", "\\x3C!--");
}
