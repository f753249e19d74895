import type { Layers } from "#acquisition";
import type { Scenario } from "#scenario";
import type { Removal, StillWorks } from "#verdict";
import type { ExportedDocument } from "../exported-document.ts";
import type { ExportOptions, ReportInput } from "../options.ts";
import type { TakeBackItem } from "../take-back/item.ts";
import { stillWorksLines } from "../take-back/still-works-words.ts";
import { takeBackOf } from "../take-back/take-back.ts";
import { type Block, list, paragraph, type Section, section } from "./blocks.ts";

type TakeBackOptions = Pick<ExportOptions, "targetRoles">;

/** The steps of a report that take the access back: without what was imported of the policies before. */
function itemsOfReport(
  scenario: Scenario,
  documents: readonly ExportedDocument[],
  layers: Layers | undefined,
  { targetRoles }: TakeBackOptions,
): readonly TakeBackItem[] {
  return takeBackOf(scenario, documents, {
    layers,
    present: targetRoles === "existing" ? "policies" : "nothing",
    before: new Map(),
  });
}

/** After this many steps it is not decided any more what still works: each is a run of its own. */
const mostDecided = 50;

/** What each step of taking the access back removes, in the order of the report. None for a large scenario. */
export function removalsOfReport(
  scenario: Scenario,
  documents: readonly ExportedDocument[],
  layers: Layers | undefined,
  options: TakeBackOptions = {},
): readonly Removal[] {
  const items = itemsOfReport(scenario, documents, layers, options);
  return items.slice(0, mostDecided).map(({ removal }) => removal);
}

/** How to take the access back after the incident, in order. Nothing for a large scenario: the scripts do it there. */
export function takeBackSection(
  scenario: Scenario,
  documents: readonly ExportedDocument[],
  report: Pick<ReportInput, "layers" | "stillWorks"> | undefined,
  options: TakeBackOptions,
): readonly Section[] {
  const items = itemsOfReport(scenario, documents, report?.layers, options);
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
            ...afterBlocks(report?.stillWorks?.[at]),
          ],
        ),
      ),
    },
  );
}

function commandBlock(lines: readonly string[]): Block {
  return { kind: "text", text: lines.join("\n"), language: "sh" };
}

function afterBlocks(after: StillWorks | undefined): readonly Block[] {
  const [first, ...others] = after ? stillWorksLines(after) : [];
  if (!first) return [];
  return [paragraph(`After it: ${first.text}`), ...list(others.map(({ text }) => [text]))];
}
