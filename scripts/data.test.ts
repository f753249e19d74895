import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generatedFiles } from "./data.mjs";

const limit: Readonly<Record<string, number>> = {
  "src/policy/kms/service.generated.ts": 12_000,
  "src/policy/services/core.generated.ts": 100_000,
  "src/policy/services/others.generated.ts": 600_000,
  "src/policy/descriptions/descriptions.generated.ts": 150_000,
  "src/policy/data-sources.generated.ts": 1_000,
};

test.each(generatedFiles())("$path is what `npm run data` writes, and small", ({ path, text }) => {
  expect(readFileSync(path, "utf8") === text).toBe(true);
  expect(text.length).toBeLessThan(limit[path] ?? 0);
});
