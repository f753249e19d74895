import { expect, test } from "vitest";
import { generate } from "#generator";
import { presets } from "#scenario";
import { verdictOfPreset } from "#testing/preset-verdicts";
import { withClaims, withoutContext } from "#verdict";
import { createChecker } from "./index.ts";

test.each(presets)(
  "verify says in Node of preset $id what the page shows",
  async ({ id, scenario }) => {
    const documents = generate(scenario);
    const { steps, probes, ...rest } = verdictOfPreset(id);
    const checker = createChecker();
    const subject = { scenario, documents };
    const first = await checker.verify(subject);
    if (!first) throw new Error("it was overtaken");
    expect(first.claims).toBeUndefined();
    const shown = withClaims(first, (await checker.claims(subject)) ?? []);
    // The page is sent no contexts: it asks for that of one request when it shows it.
    expect({ ...shown, beyond: await checker.beyond(subject) }).toEqual({
      ...rest,
      steps: steps.map(withoutContext),
      probes: probes.map(withoutContext),
    });
    expect(JSON.parse(JSON.stringify(rest))).toEqual(rest);
  },
);
