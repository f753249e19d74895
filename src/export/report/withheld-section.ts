import type { Probe, Step } from "#acquisition";
import { createGrantFor, nameOfKey, type Scenario } from "#scenario";
import { mitigationOf } from "./abuse-sections.ts";
import { type Block, type Line, list, named, paragraph, type Section, section } from "./blocks.ts";
import { count, grouped } from "./words.ts";

/** What the answers hold back and what that costs; what they leave open and what would close it. */
export function withheldSection(
  scenario: Scenario,
  steps: readonly Step[],
  probes: readonly Probe[],
): readonly Section[] {
  const withheld = steps.filter(({ state, unreached }) => state === "withheld" && !unreached);
  const open = probes.filter(({ state }) => state === "knowingly-open");
  const blocks = [
    ...createGrantBlocks(scenario),
    ...list(
      grouped(withheld, ({ title, documentedOnly }) => `${documentedOnly ?? ""} ${title}`).map(
        (own): Line => [
          { state: own[0].documentedOnly ? "not granted" : "does not work", tone: "caution" },
          ` ${own[0].title} (${count(own.length, "time")})`,
        ],
      ),
    ),
    ...(scenario.guards.denyOthers
      ? [
          paragraph(
            "Each key policy denies the key to everyone but the roles of the answers and EC2: other workloads on these keys stop working, whatever their policies say.",
          ),
        ]
      : []),
    ...list(
      grouped(open, mitigationOf).map(
        (own): Line => [
          { state: `${count(own.length, "abuse")} left open`, tone: "caution" },
          `. ${mitigationOf(own[0])}`,
        ],
      ),
    ),
  ];
  return section(
    ["What is withheld, what is left open, and what that costs"],
    blocks.length > 0
      ? blocks
      : [
          paragraph(
            "Nothing: every step of the import has what it needs, and no abuse is left open.",
          ),
        ],
    { anchor: "withheld" },
  );
}

function createGrantBlocks(scenario: Scenario): readonly Block[] {
  const keys = scenario.targets.flatMap(({ account, keys }) =>
    keys
      .filter((key) => createGrantFor(scenario, key) === "withhold" && key.type !== "aws-managed")
      .map((key) => `${account} ${nameOfKey(key)}`),
  );
  if (keys.length === 0) return [];
  const cost =
    scenario.method === "ebs-direct"
      ? "volumes under them cannot be attached; EBS direct still works"
      : "volumes under them can be neither made nor attached";
  return [
    paragraph(
      "CreateGrant is withheld for ",
      ...named(keys, 20),
      `: ${cost}. Nobody can pass the use of these keys on.`,
    ),
  ];
}
