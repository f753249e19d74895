import type { Layers } from "#acquisition";
import type { Scenario } from "#scenario";
import type { ExportedDocument } from "../exported-document.ts";
import type { ExportOptions } from "../options.ts";
import { takeBackOf } from "../take-back/take-back.ts";
import { type Block, list, paragraph, type Section, section } from "./blocks.ts";

/** How to take the access back after the incident, in order. Nothing for a large scenario: the scripts do it there. */
export function takeBackSection(
  scenario: Scenario,
  documents: readonly ExportedDocument[],
  layers: Layers | undefined,
  { targetRoles }: Pick<ExportOptions, "targetRoles">,
): readonly Section[] {
  const items = takeBackOf(scenario, documents, {
    layers,
    present: targetRoles === "existing" ? "policies" : "nothing",
    before: new Map(),
  });
  if (items.length === 0) return [];
  return section(
    ["Take it back"],
    [
      paragraph(
        "After the incident, in this order: first what lets roles call, then the grants, which work without any policy, and last what key policies name. The first commands of each step change nothing.",
      ),
    ],
    {
      anchor: "take-back",
      folded: true,
      sections: items.flatMap((item, at) =>
        section(
          [`${at + 1}. ${item.title}`],
          [
            paragraph(
              "In ",
              { code: item.account },
              ...(item.region === undefined ? [] : [", ", { code: item.region }]),
              `: ${item.by}.`,
            ),
            ...(item.warning === undefined ? [] : [paragraph(item.warning)]),
            commandBlock([
              ...(item.lookFirst.length > 0 ? ["# Changes nothing", ...item.lookFirst] : []),
              ...(item.commands.length > 0 ? ["# Takes it back", ...item.commands] : []),
            ]),
            ...list(item.hints.map((hint) => [hint])),
          ],
        ),
      ),
    },
  );
}

function commandBlock(lines: readonly string[]): Block {
  return { kind: "text", text: lines.join("\n"), language: "sh" };
}
