import { sceneOf, sceneToMermaid, sceneToSvg } from "#map";
import type { Scenario } from "#scenario";
import type { ReportInput } from "../options.ts";
import { paragraph, type Section, section } from "./blocks.ts";

/** The import as a map: who calls whom and where, and where it breaks. Nothing if there is nothing to import. */
export function mapSection(
  scenario: Scenario,
  { steps, probes }: Pick<ReportInput, "steps" | "probes">,
): readonly Section[] {
  const scene = sceneOf(scenario, { steps, probes });
  const [first] = scene.groups;
  if (!first) return [];
  const accounts = [scenario.platform.account, ...scenario.targets.map(({ account }) => account)];
  const equal =
    first.sources > 1 && scene.groups.length === 1
      ? [paragraph(`The same for ${first.sources} keys and regions; the map names the first.`)]
      : [];
  return section(
    ["The map"],
    [
      ...equal,
      {
        kind: "drawing",
        svg: sceneToSvg(scene, { theme: "light-dark", accounts }),
        mermaid: sceneToMermaid(scene),
      },
    ],
    { anchor: "map" },
  );
}
