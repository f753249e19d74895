import { bench, describe } from "vitest";
import { generate } from "#generator";
import { presets } from "#scenario";
import { organizationOf } from "#testing/organization";
import { exportFiles } from "./export-files.ts";

/** A thousand accounts with five keys each: at most 2 s a format (issue “Out to the real world”). */
const large = organizationOf(presets[0].scenario, 1000, 5);
const documents = generate(large);

describe("a thousand accounts", () => {
  for (const format of ["terraform", "cli", "cloudformation", "stackset", "cdk"] as const)
    bench(format, () => void exportFiles(format, large, documents), { iterations: 3 });
});
