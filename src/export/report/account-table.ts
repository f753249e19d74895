import { withCommas } from "#policy";
import type { Scenario } from "#scenario";
import type { ExportedDocument } from "../exported-document.ts";
import type { ReportInput } from "../options.ts";
import { type Inline, type Line, type Section, section, table } from "./blocks.ts";
import { accountAnchor } from "./document-sections.ts";
import { runsByAccount } from "./import-section.ts";
import { grouped } from "./words.ts";

/** One row an account: what it gets, and whether the import of its keys works. */
export function accountTable(
  scenario: Scenario,
  documents: readonly ExportedDocument[],
  report: ReportInput | undefined,
): readonly Section[] {
  const runs = new Map(
    runsByAccount(scenario, report?.steps ?? []).map((own) => [own[0].source.target.account, own]),
  );
  const accountOf = new Map(documents.map(({ id, account }) => [id, account]));
  const findings = new Map<string, number>();
  for (const { documentId, ignored } of report?.findings ?? []) {
    const account = accountOf.get(documentId) ?? "";
    if (!ignored) findings.set(account, (findings.get(account) ?? 0) + 1);
  }
  const rows = grouped(documents, ({ account }) => account).map((own, index): readonly Line[] => {
    const [{ account }] = own;
    const roles = new Set(
      own.flatMap(({ attachTo }) => (attachTo.to === "role" ? [attachTo.roleName] : [])),
    );
    const states = (runs.get(account) ?? []).flatMap(({ steps }) =>
      steps.flatMap(({ state, unreached }) => (unreached ? [] : state)),
    );
    return [
      [{ to: accountAnchor(index), text: account || "not answered yet" }],
      [[...roles].join(", ") || "–"],
      [withCommas(own.length)],
      [withCommas(own.filter(({ kind }) => kind === "key").length)],
      ...(report ? [[stateOf(states)], [withCommas(findings.get(account) ?? 0)]] : []),
    ];
  });
  return section(
    ["By account"],
    table(
      [
        "Account",
        "Roles",
        "Documents",
        "Key policies",
        ...(report ? ["Import of its keys", "Findings"] : []),
      ],
      rows,
    ),
    { anchor: "accounts" },
  );
}

function stateOf(states: readonly string[]): Inline {
  if (states.length === 0) return "no keys";
  const broken = states.filter((state) => state === "broken").length;
  if (broken > 0) return { state: `stops, ${withCommas(broken)} broken`, tone: "bad" };
  if (states.includes("unknown")) return { state: "not decided", tone: "open" };
  if (states.includes("withheld")) return { state: "stops where you withhold", tone: "caution" };
  return { state: "works", tone: "good" };
}
