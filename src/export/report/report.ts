import { sceneOf, sceneToMermaid, sceneToSvg } from "#map";
import { documentTitle, restsOn } from "#policy";
import { exampleWarning, hasExampleValues, type Scenario } from "#scenario";
import type { ExportedDocument } from "../exported-document.ts";
import type { ExportOptions, ReportInput } from "../options.ts";
import { abuseSection } from "./abuse-sections.ts";
import { accountTable } from "./account-table.ts";
import { answersSection } from "./answers.ts";
import { beyondSection } from "./beyond-section.ts";
import { list, paragraph, type Report, type Section, section, table } from "./blocks.ts";
import { claimSection } from "./claim-section.ts";
import { documentSections } from "./document-sections.ts";
import { findingSection } from "./finding-section.ts";
import { importSection } from "./import-section.ts";
import { layerSection } from "./layer-section.ts";
import { limitSection } from "./limit-section.ts";
import { otherUserSection } from "./other-user-section.ts";
import { resultBlocks } from "./result-blocks.ts";
import { takeBackSection } from "./take-back-section.ts";
import { watchSection } from "./watch-section.ts";
import { withheldSection } from "./withheld-section.ts";

/** The import as a map: who calls whom and where, and where it breaks. Nothing if there is nothing to import. */
export function mapSection(
  scenario: Scenario,
  verdict: Pick<ReportInput, "steps" | "probes" | "otherUsers">,
): readonly Section[] {
  const scene = sceneOf(scenario, verdict);
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
        svg: sceneToSvg(scene, {
          theme: "light-dark",
          accounts,
          example: hasExampleValues(scenario),
        }),
        mermaid: sceneToMermaid(scene),
      },
    ],
    { anchor: "map" },
  );
}

/** What each document is called where it stands outside its account, by id. */
export function titlesOf(documents: readonly ExportedDocument[]): (documentId: string) => string {
  const titles = new Map(
    documents.map((document) => {
      const { id, account, region } = document;
      const title = documentTitle(document);
      return [id, `${account}: ${region === undefined ? title : `${title} in ${region}`}`];
    }),
  );
  return (documentId) => titles.get(documentId) ?? documentId;
}

/** Everything that a change approval asks about, the shortest first. Without a verdict it says that there is none. */
export function reportOf(
  scenario: Scenario,
  documents: readonly ExportedDocument[],
  options: Pick<ExportOptions, "report" | "onWork" | "targetRoles">,
): Report {
  const { report, onWork } = options;
  return {
    title: "KMS permissions for forensic imports",
    example: hasExampleValues(scenario),
    opening: [
      ...(hasExampleValues(scenario) ? [paragraph(`${exampleWarning}.`)] : []),
      ...resultBlocks(scenario, documents, report),
    ],
    sections: [
      ...accountTable(scenario, documents, report),
      ...answersSection(scenario),
      ...(report
        ? [
            ...mapSection(scenario, report),
            ...withheldSection(scenario, report.steps, report.probes),
            ...importSection(scenario, report.steps),
            ...otherUserSection(report.otherUsers),
            ...claimSection(report.claims ?? []),
            ...abuseSection(report.probes),
            ...watchSection(scenario, report.probes, report.claims ?? []),
            ...beyondSection(report.beyond),
            ...findingSection(report.findings, titlesOf(documents)),
          ]
        : []),
      ...layerSection(report?.layers),
      ...limitSection(documents),
      ...documentSections(documents, onWork),
      ...takeBackSection(scenario, documents, report, options),
      ...section(["How this was checked"], list(howChecked), { anchor: "checked" }),
      ...section(
        ["Approval"],
        [
          paragraph(
            "Who signs approves the documents with the SHA-256 sums above, and the abuses that the answers leave open.",
          ),
          ...table(
            ["", "Name", "Date", "Signature"],
            [[["Requested by"]], [["Reviewed by"]], [["Approved by"]]].map((row) => [
              ...row,
              [""],
              [""],
              [""],
            ]),
          ),
        ],
        { anchor: "approval" },
      ),
    ],
  };
}

const howChecked = [
  [
    "Every request of the import and every abuse was put to Keyhole’s own authorizer, which follows AWS’s documented policy evaluation; the claims were decided over all requests by the same rules. AWS itself was not asked.",
  ],
  [
    "Only these documents, and the layers that were known, bear on the result. Other policies of the roles are not known here.",
  ],
  ["EC2 and EBS permissions are not decided here: the vendor’s template gives them."],
  [`The rules rest on: ${restsOn.join("; ")}.`],
] as const;
