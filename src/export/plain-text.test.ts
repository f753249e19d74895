import { describe, expect, it } from "vitest";
import { codeSpan, documentWords } from "./plain-text.ts";

describe("a text as code in Markdown", () => {
  it.each([
    ["CadoResponseRole", "`CadoResponseRole`"],
    ["a`b", "`` a`b ``"],
    ["``` $(x)", "```` ``` $(x) ````"],
    ["</script>\n# x\u202e", "`</script> # x`"],
    ["", "`  `"],
  ])("%j", (text, span) => {
    expect(codeSpan(text)).toBe(span);
  });
});

it("says what a document is on one line", () => {
  const document = { kind: "key", name: "alias/a\nb", region: "eu-west-1" };
  expect(documentWords(document)).toBe("the key policy of alias/a b in eu-west-1");
});
