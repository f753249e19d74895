import { bench, describe } from "vitest";
import { createLinter } from "#engine/linter";
import { generate } from "#generator";
import { coreServices } from "#policy/services/core";
import { presets, type Scenario } from "#scenario";
import { organizationOf } from "#testing/organization";
import { createVerifier } from "./verifier.ts";

const linter = createLinter(coreServices);

const once = { iterations: 1, warmupIterations: 0, time: 0, warmupTime: 0 };

/** What is in use after a collection, where the run has one at hand, in MB. */
function heap(): string {
  const { gc } = globalThis as { gc?: () => void };
  gc?.();
  return `${Math.round(process.memoryUsage().heapUsed / 1e6)} MB`;
}

// Budget of a thousand accounts with five keys each: documents in 2 s, all steps and abuses in 20 s, 500 MB.
describe.each(["cross-account", "vendor-default"])("a thousand accounts, %s", (preset) => {
  const { scenario } = presets.find(({ id }) => id === preset) ?? presets[0];
  // Each run has other answers: what is remembered of others must not help it.
  const fresh = (): Scenario => structuredClone(organizationOf(scenario, 1_000, 5));

  bench(
    "write",
    () => {
      const documents = generate(fresh());
      console.log(`${preset}: ${documents.length} documents written, heap ${heap()}`);
    },
    once,
  );

  const large = fresh();
  const documents = generate(large);
  let edits = 0;
  bench(
    "run",
    () => {
      edits += 1;
      const subject = { scenario: structuredClone(large), documents };
      const parts = [...createVerifier().verifyAccounts(subject, linter)];
      console.log(`${preset}: ${parts.length} parts, run ${edits}, heap ${heap()}`);
    },
    once,
  );
});
