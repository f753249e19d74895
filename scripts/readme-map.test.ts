import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runAcquisition, runProbes } from "#acquisition";
import { generate } from "#generator";
import { sceneOf, sceneToSvg } from "#map";
import { presets } from "#scenario";

/** The README's map. `KEYHOLE_WRITE_MAP=1 npx vitest run scripts/readme-map.test.ts` rewrites it. */
test.each(["light", "dark"] as const)("the README's map is current: %s", (theme) => {
  const scenario =
    presets.find(({ id }) => id === "cross-account")?.scenario ?? presets[0].scenario;
  const documents = generate(scenario);
  const verdict = {
    steps: runAcquisition(scenario, documents),
    probes: runProbes(scenario, documents),
  };
  const svg = sceneToSvg(sceneOf(scenario, verdict), {
    theme,
    accounts: [scenario.platform.account, ...scenario.targets.map(({ account }) => account)],
    background: true,
  });
  const file = new URL(`../docs/map-${theme}.svg`, import.meta.url);
  if (process.env.KEYHOLE_WRITE_MAP) writeFileSync(file, svg);
  expect(readFileSync(file, "utf8")).toBe(svg);
});
