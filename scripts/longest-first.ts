import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take longest, the longest first: begun last, one of them would leave the other workers idle. */
const longest = [
  "scripts/package.test.ts",
  "src/export/cdk/synthesised.test.ts",
  "src/acquisition/idle.test.ts",
  "src/acquisition/run-by-part.test.ts",
  "src/cli/command.test.ts",
  "src/export/cli/cli-files.test.ts",
  "src/import/hostile.test.ts",
  "src/engine/reach/independent/membership.test.ts",
  "src/engine/reach/reach-cache.test.ts",
  "src/export/malformed.test.ts",
  "src/import/merge/merge-properties.test.ts",
  "src/verdict/verifier.test.ts",
  "src/acquisition/decisions/last-result.test.ts",
  "src/export/cli/verify.test.ts",
  "src/export/cli/roll-out.test.ts",
  "scripts/same-verdict.test.ts",
  "src/acquisition/promises.test.ts",
  "src/generator/generate.test.ts",
  "src/worker/long-jobs.test.ts",
  "src/export/terraform/terraform-files.test.ts",
  "src/engine/linter/names-only.test.ts",
  "src/engine/linter/property.test.ts",
  "src/map/map.test.ts",
  "src/worker/verdict.test.ts",
  "src/worker/overtaken.test.ts",
  "src/export/report/report.test.ts",
  "src/acquisition/claims/claims.test.ts",
  "src/denial/wrapped/wrappers.test.ts",
  "src/cli/print/formats.test.ts",
  "src/share/links.test.ts",
  "src/verdict/repair/every-damage.test.ts",
];

/** Begins the longest test files first, then those that Vitest takes to be long. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((path) => moduleId.endsWith(`/${path}`));
      return at < 0 ? longest.length : at;
    };
    return (await super.sort(files)).sort((one, other) => placeOf(one) - placeOf(other));
  }
}
