import type { Probe } from "#acquisition";
import { openingsOf, watchesFor } from "#evidence";
import { isLarge, type Scenario } from "#scenario";
import type { ClaimResult } from "#verdict";
import { type Block, list, paragraph, type Section, section } from "./blocks.ts";

/** The CloudTrail events that show what the answers leave open. Nothing if nothing is open, or of a large scenario. */
export function watchSection(
  scenario: Scenario,
  probes: readonly Probe[],
  claims: readonly ClaimResult[],
): readonly Section[] {
  if (isLarge(scenario)) return [];
  const { watches, unwatched } = watchesFor(scenario, openingsOf(probes, claims));
  if (watches.length + unwatched.length === 0) return [];
  return section(
    ["Watch for it"],
    [
      paragraph(
        "What the answers leave open, by the events of CloudTrail that show it. The patterns match no call of the import. A trail must log management events, KMS events among them; EventBridge delivers reads only to a rule in the state ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS.",
      ),
    ],
    {
      anchor: "watch",
      folded: true,
      sections: [
        ...watches.flatMap((watch) =>
          section(
            [watch.name],
            [
              paragraph("In ", { code: watch.account }, ", ", { code: watch.region }, "."),
              ...list(watch.titles.map((title) => [title])),
              text(JSON.stringify(watch.pattern, null, 2)),
              text(watch.athenaQuery, "sql"),
            ],
          ),
        ),
        ...unwatched.flatMap(({ why, titles }) =>
          section(
            ["No single event shows it"],
            [paragraph(why), ...list(titles.map((one) => [one]))],
          ),
        ),
      ],
    },
  );
}

function text(value: string, language?: "sql"): Block {
  return { kind: "text", text: value, ...(language ? { language } : {}) };
}
