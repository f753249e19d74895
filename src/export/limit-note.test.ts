import { expect, it } from "vitest";
import { generate } from "#generator";
import { crossAccount } from "#testing/example-scenario";
import { exportFiles, exportFormats } from "./index.ts";

const padding = `"Id": "${"x".repeat(33_000)}", "Statement"`;
const documents = generate(crossAccount).map((document) => ({
  ...document,
  text: document.text.replace('"Statement"', padding),
}));

it.each(exportFormats.filter((format) => !format.startsWith("report")))(
  "%s says on its first page what is past AWS’s limits",
  (format) => {
    const files = exportFiles(format, crossAccount, documents);
    const page =
      format === "json" ? files.at(-1) : files.find(({ path }) => path.endsWith("README.md"));
    for (const words of ["The trust policy of", "The key policy of", "The policy of"])
      expect(page?.text.slice(0, 3_000)).toContain(words);
  },
);

it("says nothing if all fits", () => {
  for (const { text } of exportFiles("terraform", crossAccount, generate(crossAccount)))
    expect(text).not.toContain("Past AWS");
});
