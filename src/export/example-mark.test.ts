import { expect, it } from "vitest";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { type ExportFormat, exportFiles } from "./index.ts";

const example = presets[0].scenario;
const own: Scenario = JSON.parse(
  JSON.stringify(example)
    .replaceAll("111111111111", "444455556666")
    .replaceAll("222222222222", "777788889999")
    .replaceAll("1234abcd-12ab-34cd-56ef-1234567890ab", "0d990263-6129-4d40-9b5e-bcf3a4d4a0b1"),
);

const formats: readonly ExportFormat[] = [
  "json",
  "terraform",
  "cli",
  "cloudformation",
  "cdk",
  "report-md",
];

it.each(formats)(
  "%s: readmes, scripts and reports say at their head that values are examples",
  (format) => {
    const files = exportFiles(format, example, generate(example));
    const marked = files.filter(({ text }) => text.includes("Example: put in your accounts"));
    const heads = files.filter(({ path }) => /README[.]md$|[.]sh$|report.*[.]md$/.test(path));
    expect(marked.map(({ path }) => path)).toEqual(heads.map(({ path }) => path));
    for (const { text } of marked)
      expect(text.split("\n").slice(0, 4).join("\n")).toContain("Example: put in your accounts");
  },
);

it.each(formats)("%s: says nothing of examples about the user's own accounts", (format) => {
  const files = exportFiles(format, own, generate(own));
  expect(files.filter(({ text }) => text.includes("Example: put in your accounts"))).toEqual([]);
});
