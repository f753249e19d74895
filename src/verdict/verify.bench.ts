import { bench, describe } from "vitest";
import { resultOf } from "#acquisition";
import { createLinter } from "#engine/linter";
import { generate } from "#generator";
import { coreServices } from "#policy/services/core";
import { presets, type Scenario } from "#scenario";
import { organizationOf } from "#testing/organization";
import { createVerdictReceiver, createVerdictSender } from "./delta.ts";
import type { Subject } from "./types.ts";
import { createVerifier } from "./verifier.ts";

const linter = createLinter(coreServices);
const verifier = createVerifier();

/** A preset with twenty target accounts of five keys each. */
function hundredKeys(preset: string): Scenario {
  const { scenario } = presets.find(({ id }) => id === preset) ?? presets[0];
  return organizationOf(scenario, 20, 5);
}

/** Types in one document of a scenario, and verifies at each keystroke: what the page, the worker and the messages between them take. */
function typing(scenario: Scenario, typedIn: number): () => void {
  const documents = generate(scenario);
  const send = createVerdictSender();
  const receive = createVerdictReceiver();
  let count = 0;
  return () => {
    count += 1;
    const typed = `"Sid": "Typed${count % 1000}`;
    const subject: Subject = structuredClone({
      scenario,
      documents: documents.map((document, index) =>
        index === typedIn
          ? { ...document, text: document.text.replace('"Sid": "', typed) }
          : document,
      ),
    });
    receive(structuredClone(send(resultOf(verifier.verify(subject, linter)))));
  };
}

// From a keystroke to the verdict. Budget (p95): 50 ms for the largest preset, 200 ms for 100 keys. The platform role's
// policy, the first document, bears on every request.
describe("verify after a keystroke", () => {
  for (const { name, scenario } of presets) bench(name, typing(scenario, 0));
  for (const preset of ["vendor-ebs-direct", "vendor-default", "cross-account"]) {
    bench(`100 keys, ${preset}, in a role’s policy`, typing(hundredKeys(preset), 0));
    bench(`100 keys, ${preset}, in a key policy`, typing(hundredKeys(preset), 6));
  }
});
