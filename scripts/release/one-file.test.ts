import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { parse } from "parse5";
import { afterAll, describe, expect, it } from "vitest";
import { oneFile } from "./one-file.mjs";

const folder = mkdtempSync(join(tmpdir(), "keyhole-one-"));
afterAll(() => rmSync(folder, { recursive: true }));

const script = 'const end = "</script>", comment = "<!-- <script>", money = "$& $1";';

function pageOf(head: string): string {
  writeFileSync(
    join(folder, "index.html"),
    `<!doctype html><html><head>${head}</head><body></body></html>`,
  );
  writeFileSync(join(folder, "page.js"), script);
  writeFileSync(join(folder, "page.css"), "p { color: red }");
  writeFileSync(join(folder, "icon.svg"), "<svg/>");
  return oneFile(folder);
}

describe("the page as one file", () => {
  const page = pageOf(
    '<link rel="icon" href="./icon.svg" type="image/svg+xml" /><link rel="stylesheet" crossorigin href="./page.css"><script type="module" crossorigin src="./page.js"></script>',
  );

  it("names no other file, and no text of a script ends it", () => {
    expect(page).not.toMatch(/(?:src|href)="(?!data:)/);
    const { head } = headOf(page);
    expect(head.map(({ nodeName }) => nodeName)).toEqual(["meta", "link", "style", "script"]);
  });

  it("means the same, and its policy allows that script alone", () => {
    const code = textOf(headOf(page).head.at(-1));
    expect([...runInNewContext(`${code}; [end, comment, money]`)]).toEqual([
      "</script>",
      "<!-- <script>",
      "$& $1",
    ]);
    const hash = createHash("sha256").update(code).digest("base64");
    expect(page).toContain(`script-src 'sha256-${hash}';`);
    expect(page).not.toContain("connect-src");
    expect(page).toContain("default-src 'none'");
  });

  it("is refused if it still names a file", () => {
    expect(() => pageOf('<link rel="preload" href="./other.js">')).toThrow("still names a file");
  });
});

interface Node {
  readonly nodeName: string;
  readonly value?: string;
  readonly childNodes?: readonly Node[];
}

function headOf(page: string): { readonly head: readonly Node[] } {
  const html = (parse(page) as unknown as Node).childNodes?.find((one) => one.nodeName === "html");
  const head = html?.childNodes?.find((one) => one.nodeName === "head");
  return { head: head?.childNodes?.filter((one) => one.nodeName !== "#text") ?? [] };
}

function textOf(node: Node | undefined): string {
  return node?.childNodes?.map(({ value = "" }) => value).join("") ?? "";
}
