import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { expect, test } from "vitest";
import { exportFiles } from "#export";
import { generate } from "#generator";
import { presets } from "#scenario";
import { framedReport } from "./framed-report.ts";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const hostile = '</head></style><script>alert(1)</script><a href="#x"><a href="http://x">';
const [{ scenario }] = presets;
const documents = generate(scenario).map((each) => ({
  ...each,
  text: each.text.replace(/"Sid": "[^"]*"/, `"Sid": ${JSON.stringify(hostile)}`),
}));
const options = {
  report: {
    date: "2026-11-28",
    link: "https://keyhole.example/#1.x",
    steps: [],
    probes: [],
    findings: [],
  },
};
const file = exportFiles("report-html", scenario, documents, options)[0]?.text ?? "";

function elementsOf(node: Node): readonly Element[] {
  const children = "childNodes" in node ? node.childNodes.flatMap(elementsOf) : [];
  return "tagName" in node ? [node, ...children] : children;
}

function textOf(node: Node): string {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}

/** The elements of an HTML text by tag, each with its attributes, and the text of its body. */
function pageOf(html: string) {
  const elements = elementsOf(parse(html));
  const body = elements.find(({ tagName }) => tagName === "body");
  return {
    tags: elements.map(({ tagName }) => tagName),
    links: elements
      .filter(({ tagName }) => tagName === "a")
      .map(({ attrs }) => Object.fromEntries(attrs.map(({ name, value }) => [name, value]))),
    text: body ? textOf(body) : "",
  };
}

test("in the frame, a link to a part of the report stays there, and another link opens a tab", () => {
  const { links } = pageOf(framedReport(file, undefined));
  const inside = links.filter(({ href }) => href?.startsWith("about:srcdoc#"));
  const others = links.filter((link) => !inside.includes(link));
  expect(inside.length).toBeGreaterThan(3);
  expect(others.length).toBeGreaterThan(0);
  for (const { target, rel } of others)
    expect([target, rel]).toEqual(["_blank", "noopener noreferrer"]);
});

test("hostile names stay text in the frame, in every theme", () => {
  const { text, tags } = pageOf(file);
  expect(text).toContain(hostile);
  for (const theme of ["dark", "x}</style><script>"]) {
    const framed = pageOf(framedReport(file, theme));
    expect(framed.text).toBe(text);
    expect(framed.tags.filter((tag) => tag !== "style")).toEqual(
      tags.filter((tag) => tag !== "style"),
    );
  }
});
