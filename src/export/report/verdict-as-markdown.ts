import type { OtherUserRun, Probe, RegionCheck, Step } from "#acquisition";
import { exampleWarning, hasExampleValues, type Scenario } from "#scenario";
import type { ClaimResult } from "#verdict";
import type { ReportFinding } from "../options.ts";
import { abuseSection } from "./abuse-sections.ts";
import { list, paragraph, section } from "./blocks.ts";
import { claimSection } from "./claim-section.ts";
import { findingSection } from "./finding-section.ts";
import { importSection } from "./import-section.ts";
import { sectionsAsMarkdown } from "./markdown.ts";
import { otherUserSection } from "./other-user-section.ts";

/** A verdict, to be put into a ticket. */
export interface VerdictToExport {
  /** What it says in a line or two. */
  readonly summary: readonly string[];
  readonly steps: readonly Step[];
  readonly probes: readonly Probe[];
  /** Left out as long as they are being decided. */
  readonly claims?: readonly ClaimResult[];
  /** Left out if the answers name none. */
  readonly otherUsers?: readonly OtherUserRun[];
  readonly regions: readonly RegionCheck[];
  readonly findings: readonly ReportFinding[];
}

/** The verdict alone, as the report tells it: no date, and nothing that a reader cannot check. */
export function verdictAsMarkdown(
  scenario: Scenario,
  { summary, steps, probes, claims = [], otherUsers, regions, findings }: VerdictToExport,
  titleOf: (documentId: string) => string,
): string {
  const blocked = regions.filter(({ state }) => state === "blocked");
  const sections = [
    ...importSection(scenario, steps),
    ...otherUserSection(otherUsers),
    ...claimSection(claims),
    ...abuseSection(probes),
    ...section(
      ["Regions that are blocked"],
      list(
        blocked.map(({ documentId, region, blockedBy }) => [
          `${titleOf(documentId)}, ${region}: ${blockedBy.join(" ")}`,
        ]),
      ),
    ),
    ...(findings.length > 0 ? findingSection(findings, titleOf) : []),
  ];
  const example = hasExampleValues(scenario) ? [`${exampleWarning}.`] : [];
  const blocks = [...example, ...summary].map((line) => paragraph(line));
  return sectionsAsMarkdown([{ title: ["Keyhole verdict"], blocks, sections }], 2);
}
