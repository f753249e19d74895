import type { Probe, Step } from "#acquisition";
import { documentTitle, parseDocument, withCommas } from "#policy";
import type { Scenario } from "#scenario";
import type { ClaimResult } from "#verdict";
import type { ExportedDocument } from "../exported-document.ts";
import type { ReportInput } from "../options.ts";
import { mitigationOf } from "./abuse-sections.ts";
import { type Block, type Inline, type Line, list, paragraph, type Tone } from "./blocks.ts";
import { severityCounts } from "./finding-section.ts";
import { timeRows } from "./time-rows.ts";
import { count } from "./words.ts";

/** What a reader must know first: whether the import works, the abuses are refused, and what is wrong. */
export function resultBlocks(
  scenario: Scenario,
  documents: readonly ExportedDocument[],
  report: ReportInput | undefined,
): readonly Block[] {
  const accounts = new Set(documents.map(({ account }) => account)).size;
  const unreadable = documents.filter(({ text }) => !parseDocument(text).ok);
  const facts: (readonly [string, Line])[] = [
    ["Date", [report?.date ?? "not given"]],
    ...(report?.version ? ([["Made by", [`Keyhole ${report.version}`]]] as const) : []),
    ...(report?.link ? ([["Opens in Keyhole by", [{ href: report.link }]]] as const) : []),
    ["Documents", [`${count(documents.length, "document")} in ${count(accounts, "account")}`]],
    ...timeRows(scenario),
    ...(report ? verdictRows(report) : []),
  ];
  return [
    ...(report
      ? []
      : [
          paragraph(
            { state: "Not verified", tone: "bad" },
            ": this report was made without a verdict. It does not say whether the import works, nor whether abuses are refused.",
          ),
        ]),
    { kind: "facts", rows: facts },
    ...(unreadable.length > 0
      ? [
          paragraph(
            { state: count(unreadable.length, "document"), tone: "bad" },
            " no JSON: AWS refuses such a text, and nothing that rests on it could be decided.",
          ),
          ...list(
            unreadable.map(
              (document): Line => [`${documentTitle(document)}, account ${document.account}`],
            ),
          ),
        ]
      : []),
  ];
}

function verdictRows({
  steps,
  probes,
  findings,
  claims = [],
}: ReportInput): readonly (readonly [string, Line])[] {
  // Steps that ask nothing, and those that only the vendor's pages ask for, prove nothing.
  const counted = steps.filter(
    ({ requests, documentedOnly }) => requests.length > 0 && !documentedOnly,
  );
  const reached = counted.filter(({ unreached }) => !unreached);
  const stepsIn = (state: Step["state"]) => reached.filter((step) => step.state === state).length;
  const probesIn = (state: Probe["state"]) =>
    probes.filter((probe) => probe.state === state).length;
  const abuses = probes.filter(({ must }) => must === "be-refused").length;
  const rules = claims.filter(({ rule }) => rule !== undefined);
  const sentences = claims.filter(({ rule }) => rule === undefined);
  const stay = probes.length - abuses;
  return [
    [
      "The import",
      steps.length === 0
        ? ["nothing to check yet"]
        : sentence(`${withCommas(stepsIn("works"))} of ${withCommas(counted.length)} steps work`, [
            [stepsIn("broken"), "broken", "bad"],
            [stepsIn("unknown"), "not decided", "open"],
            [stepsIn("withheld"), "withheld by the answers", "caution"],
            [counted.length - reached.length, "not reached", "open"],
          ]),
    ],
    [
      "Abuses",
      sentence(`${withCommas(probesIn("refused"))} of ${withCommas(abuses)} refused`, [
        [probesIn("open"), "open", "bad"],
        [probesIn("unknown"), "not decided", "open"],
        [probesIn("knowingly-open"), "left open by the answers", "caution"],
      ]),
    ],
    ...claimRow("Your rules", rules),
    ...claimRow("Claims", sentences),
    ...(stay > 0
      ? ([
          [
            "Required permissions",
            sentence(`${withCommas(probesIn("allowed"))} of ${withCommas(stay)} allowed`, [
              [probesIn("blocked"), "blocked", "bad"],
            ]),
          ],
        ] as const)
      : []),
    [
      "Findings",
      findings.length === 0
        ? [{ state: "none", tone: "good" }]
        : [
            severityCounts(findings)
              .map(({ severity, number }) =>
                severity === "security"
                  ? `${withCommas(number)} security`
                  : count(number, severity),
              )
              .join(", ") || "only ignored ones",
          ],
    ],
  ];
}

function claimRow(
  name: string,
  claims: readonly ClaimResult[],
): readonly (readonly [string, Line])[] {
  if (claims.length === 0) return [];
  const inResult = (result: ClaimResult["result"]) =>
    claims.filter((claim) => claim.result === result);
  const refuted = inResult("refuted");
  const leftOpen = refuted.filter((claim) => mitigationOf(claim) !== "").length;
  return [
    [
      name,
      sentence(`${withCommas(inResult("proved").length)} of ${withCommas(claims.length)} proved`, [
        [refuted.length - leftOpen, "refuted", "bad"],
        [leftOpen, "refuted, left open by the answers", "caution"],
        [inResult("undecided").length, "not decided", "open"],
      ]),
    ],
  ];
}

/** What is as it should be, in green where nothing is not; then what is not. */
function sentence(good: string, bad: readonly (readonly [number, string, Tone])[]): Line {
  const there = bad.filter(([number]) => number > 0);
  const rest = there.flatMap(([number, words, tone]): readonly Inline[] => [
    ", ",
    { state: `${withCommas(number)} ${words}`, tone },
  ]);
  return there.length === 0 ? [{ state: good, tone: "good" }] : [good, ...rest];
}
