import { bench, describe } from "vitest";
import { generate } from "#generator";
import { exampleKeyId, presets, type Scenario } from "#scenario";
import { verify } from "./check.ts";
import type { Subject } from "./messages.ts";

/** Twenty target accounts with five keys each, in another region than the platform's. */
function hundredKeys(): Scenario {
  const { scenario } = presets[0];
  const [target] = scenario.targets;
  const [key] = target?.keys ?? [];
  if (!target || !key) throw new Error("the first preset has no key");
  return {
    ...scenario,
    targets: Array.from({ length: 20 }, (_, at) => ({
      ...target,
      id: `t${at + 1}`,
      account: `${333_333_333_300 + at}`,
      keys: Array.from({ length: 5 }, (__, index) => ({
        ...key,
        id: `k${at * 5 + index + 1}`,
        naming: { by: "arn", keyId: exampleKeyId.replace("1234abcd", `${12_345_600 + index}`) },
      })),
    })),
  };
}

/** The subject as it is after each of a run of keystrokes in one of its documents. */
function typing(scenario: Scenario): () => Subject {
  const documents = generate(scenario);
  let count = 0;
  return () => {
    count += 1;
    const typed = `"Sid": "Typed${count % 1000}`;
    return {
      scenario,
      documents: documents.map((document, index) =>
        index === 1 ? { ...document, text: document.text.replace('"Sid": "', typed) } : document,
      ),
    };
  };
}

// From a keystroke to the verdict, the way from and to the worker left out. Budget (p95): 50 ms for the largest preset,
// 200 ms for 100 keys.
describe("verify after a keystroke", () => {
  for (const { name, scenario } of presets) {
    const next = typing(scenario);
    bench(name, () => {
      verify(next());
    });
  }
  const next = typing(hundredKeys());
  bench("100 keys", () => {
    verify(next());
  });
});
