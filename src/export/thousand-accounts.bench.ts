import { bench, describe } from "vitest";
import { generate } from "#generator";
import { blankKey, presets, type Scenario } from "#scenario";
import { exportFiles } from "./export-files.ts";

/** A thousand accounts with five keys each: at most 2 s a format (issue “Out to the real world”). */
const large: Scenario = {
  ...presets[0].scenario,
  targets: Array.from({ length: 1000 }, (_, at) => ({
    id: `t${at}`,
    account: String(200_000_000_000 + at),
    role: "CadoResponseCrossAccountRole",
    keys: Array.from({ length: 5 }, (_, index) => ({
      ...blankKey,
      id: `k${at}-${index}`,
      region: "us-east-1",
      naming: {
        by: "arn" as const,
        keyId: `${String(at).padStart(8, "0")}-0000-0000-0000-${String(index).padStart(12, "0")}`,
      },
    })),
  })),
};
const documents = generate(large);

describe("a thousand accounts", () => {
  for (const format of ["terraform", "cli", "cloudformation", "stackset", "cdk"] as const)
    bench(format, () => void exportFiles(format, large, documents), { iterations: 3 });
});
