import { expect, test } from "@playwright/test";

test("licenses.md has the licence of everything that the page bundles", async ({ request }) => {
  const answer = await request.get("licenses.md");
  expect(answer.ok()).toBe(true);
  // `## name version (licence)`, then the text between fences.
  const sections = [
    ...(await answer.text()).matchAll(/^## (.+) \((.+)\)\n\n```text\n([\s\S]*?)\n```$/gm),
  ];
  const texts = new Map(sections.map(([, name = "", , text = ""]) => [name, text]));
  const find = (name: string) => [...texts].find(([title]) => title.startsWith(name))?.[1] ?? "";

  expect(find("@fontsource-variable/inter ")).toContain("SIL OPEN FONT LICENSE");
  expect(find("@fontsource-variable/jetbrains-mono ")).toContain("SIL OPEN FONT LICENSE");
  expect(find("@vscode/codicons")).toContain("Attribution 4.0 International");
  expect(find("nodejs path library")).toContain("Copyright Joyent");
  expect(find("dompurify ")).toContain("Mozilla Public License");
  expect(find("marked ")).toContain("Christopher Jeffrey");
  for (const name of ["monaco-editor", "react", "react-dom", "tailwindcss", "@base-ui/react"])
    expect(find(`${name} `), name).toContain("MIT License");
  // Only the page's worker contains it.
  expect(find("yaml ")).toContain("Eemeli Aro");
  expect([...texts].filter(([, text]) => text.trim().length < 200)).toEqual([]);
});
