import { type Probe, type Step, sourceIdOf } from "#acquisition";
import { routesOf, type Scenario } from "#scenario";
import { type IgnoredRules, ignoredIn } from "#state";
import type { Verdict } from "#worker";
import { errorCount } from "../findings/heard.ts";
import { errorSentence } from "../findings/severities.ts";
import { nameOfKey } from "../wizard/key-name.ts";
import { principalName } from "./names.ts";
import { outcomeWords, stepLooks } from "./states.ts";

/** The verdict for a ticket: no date, no tables wider than need be, nothing that a reader cannot check. */
export function verdictAsMarkdown(
  { summary, steps, probes, regions, findings }: Verdict,
  scenario: Scenario,
  titles: ReadonlyMap<string, string>,
  ignored: IgnoredRules,
): string {
  const title = (documentId: string) => plain(titles.get(documentId) ?? documentId);
  const blocked = regions.filter(({ state }) => state === "blocked");
  const found = Object.entries(findings).filter(([, own]) => own.length > 0);
  const errors = errorCount(findings, ignored);
  const blocks = [
    "## Keyhole verdict",
    plain(summary.text),
    ...(errors > 0 ? [plain(errorSentence(errors))] : []),
    ...importBlocks(scenario, steps),
    ...abuseBlocks(probes),
    ...section(
      "Regions that are blocked",
      blocked.map(
        ({ documentId, region, blockedBy }) =>
          `- ${title(documentId)}, ${plain(region)}: ${plain(blockedBy.join(" "))}`,
      ),
    ),
    ...section(
      "Findings",
      found.flatMap(([documentId, own]) =>
        own.map(
          ({ rule, severity, message }) =>
            `- ${title(documentId)}: ${severity}${ignoredIn(ignored, documentId).includes(rule) ? " (ignored)" : ""}, ${plain(message)}`,
        ),
      ),
    ),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function importBlocks(scenario: Scenario, steps: readonly Step[]): readonly string[] {
  const blocks = routesOf(scenario).flatMap((route) => {
    const own = steps.filter(({ sourceId }) => sourceId === sourceIdOf(route));
    if (own.length === 0) return [];
    const { source } = route;
    const rows = own.map(({ title, actor, account, region, state }) =>
      row(title, principalName(actor).name, `${account} ${region}`, stepLooks[state].word),
    );
    const reasons = own.flatMap(({ title, requests }) =>
      requests.flatMap(({ label, outcome, state, why }) =>
        state === "works" || !why
          ? []
          : [
              `- ${plain(title)}, ${plain(label)} (${outcomeWords[outcome]}): ${plain(why.sentence)}`,
            ],
      ),
    );
    return [
      `#### ${plain(`${nameOfKey(source.key)} of ${source.target.account} in ${source.region}`)}`,
      [row("Step", "Who", "Where", "Result"), "| --- | --- | --- | --- |", ...rows].join("\n"),
      ...(reasons.length > 0 ? [reasons.join("\n")] : []),
    ];
  });
  return blocks.length > 0 ? ["### The import", ...blocks] : [];
}

function abuseBlocks(probes: readonly Probe[]): readonly string[] {
  const inState = (state: Probe["state"]) => probes.filter((probe) => probe.state === state);
  const line = ({ title, about, requests, closing, known }: Probe) => {
    const why = requests.find((request) => request.why)?.why?.sentence;
    const help = closing ? `To close: ${closing.text}` : known;
    return `- ${[`${title} (${about}).`, why, help].flatMap((part) => (part ? [plain(part)] : [])).join(" ")}`;
  };
  const short = ({ title, about }: Probe) => `- ${plain(`${title} (${about}).`)}`;
  return [
    ...section("Abuses that are open", inState("open").map(line)),
    ...section("Abuses that the answers leave open", inState("knowingly-open").map(line)),
    ...section("Not decided", inState("unknown").map(short)),
    ...section("Must stay possible, but is blocked", inState("blocked").map(line)),
    ...section("Abuses refused", inState("refused").map(short)),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length > 0 ? [`### ${title}`, lines.join("\n")] : [];
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map(plain).join(" | ")} |`;
}

/** Text that Markdown shows as it is, on one line: what a name or ARN has in it never becomes markup. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>|#~@]/g, "\\$&");
}
