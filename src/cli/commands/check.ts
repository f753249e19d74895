import { isCounted, isLeftOpen, type Verdict } from "#keyhole";
import { readBaseline } from "../check/baseline.ts";
import { readFailOn, shortcomings, usually } from "../check/fail-on.ts";
import {
  fingerprintOf,
  type LocatedFinding,
  locatedFindings,
  titleOf,
} from "../check/located-finding.ts";
import type { CheckResult } from "../check/result.ts";
import { verified } from "../check/verified.ts";
import type { CheckFormat } from "../formats.ts";
import { checkAsJson } from "../print/check-as-json.ts";
import { checkAsText } from "../print/check-as-text.ts";
import { junitOf, type TestCase } from "../print/junit.ts";
import { sarifOf, type WorkFailure } from "../print/sarif.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { decidedAt } from "../work/decided-at.ts";
import { readWork } from "../work/read-work.ts";
import { withNames } from "../work/replaced-work.ts";
import type { CommandWork } from "../work/work.ts";

/** The options of `keyhole check`, as the command line has them. `failOn`, `mustNever` and `moment` are not validated yet. */
export interface CheckOptions {
  readonly format: CheckFormat;
  readonly failOn?: string;
  readonly baseline?: string;
  readonly preset?: string;
  readonly mustNever?: string;
  readonly moment?: string;
  readonly quiet?: boolean;
  /** Puts examples in the place of names; what stands for what goes to this file. */
  readonly replaceNames?: string;
}

/** `keyhole check`: verifies documents, prints the verdict, and fails where it falls short. */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const failOn = options.failOn === undefined ? usually : readFailOn(options.failOn);
  const baseline = await readBaseline(options.baseline, terminal);
  const { preset, mustNever, replaceNames } = options;
  const given = await readWork(paths, { preset, mustNever }, terminal);
  const read = await withNames(given, replaceNames, terminal);
  const work = decidedAt(read, options.moment, terminal);
  const { documents, ignored } = work;
  const verdict = verified(work, terminal, options.quiet);
  const titled = documents.map((document) => ({ ...document, title: titleOf(document) }));
  const findings = locatedFindings(titled, verdict.findings, ignored, baseline);
  const fallsShort = shortcomings(verdict, findings, failOn);
  const result = { work, verdict, findings, fallsShort };
  terminal.out(await printed(result, options, terminal.colours));
  return fallsShort.length === 0 ? 0 : 1;
}

async function printed(
  result: CheckResult,
  { format, quiet = false }: CheckOptions,
  colours: boolean,
): Promise<string> {
  const { work, verdict, findings } = result;
  switch (format) {
    case "text":
      return checkAsText(result, { colours, brief: quiet });
    case "json":
      return checkAsJson(result);
    case "markdown":
      // It draws the map, which no other format needs.
      return (await import("../print/check-as-markdown.ts")).checkAsMarkdown(result);
    case "sarif":
      return sarifOf(findings, failuresOf(work, verdict), work.at);
    case "junit":
      return junitOf(casesOf(verdict, findings));
  }
}

/** What fails and stands in no line of a file. What an answer leaves open is no failure. */
function failuresOf(
  { answersFrom }: CommandWork,
  { status, steps, claims }: Required<Verdict>,
): readonly WorkFailure[] {
  const failure = (ruleId: WorkFailure["ruleId"], id: string, message: string): WorkFailure => ({
    ruleId,
    message,
    path: answersFrom,
    fingerprint: fingerprintOf(ruleId, id),
  });
  return [
    ...(status.kind === "incomplete" ? [failure("incomplete", "status", status.sentence)] : []),
    ...steps.flatMap(({ id, state, title, requests }) => {
      if (state !== "broken" && state !== "unknown") return [];
      const why = requests.flatMap((one) => (one.state === state ? (one.why?.sentence ?? []) : []));
      const message = [`${title}: ${state === "broken" ? "denied" : "not decided"}.`, ...why];
      const ruleId = state === "broken" ? "import-stops" : "not-decided";
      return [failure(ruleId, id, message.join(" "))];
    }),
    ...claims.flatMap((claim) => {
      const { id, result, sentence, why, witness } = claim;
      if (result === "undecided")
        return [failure("not-decided", id, `${sentence}: not decided. ${why ?? ""}`.trim())];
      if (result === "proved" || isLeftOpen(claim)) return [];
      const request = witness
        ? ` This request is allowed: ${witness.action} by ${witness.principal} on ${witness.resource}.`
        : "";
      return [failure("claim-refuted", id, `${sentence}: refuted.${request}`)];
    }),
  ];
}

function casesOf(
  { status, steps, claims }: Required<Verdict>,
  findings: readonly LocatedFinding[],
): readonly TestCase[] {
  return [
    {
      suite: "Status",
      name: "Answers and documents are complete",
      ...(status.kind === "incomplete" ? { failure: status.sentence } : {}),
    },
    ...steps.filter(isCounted).map(({ title, account, region, state, requests }): TestCase => {
      const why = requests.flatMap((one) => one.why?.sentence ?? []).join(" ");
      const name = `${title} (${account}, ${region})`;
      if (state === "works") return { suite: "Import", name };
      if (state === "withheld")
        return { suite: "Import", name, skipped: "An answer withholds it." };
      return { suite: "Import", name, failure: why || "Not decided." };
    }),
    ...claims.map((claim): TestCase => {
      const { sentence, result, why, witness, mitigation, known } = claim;
      const one = { suite: "Claims", name: sentence };
      if (result === "proved") return one;
      if (result === "undecided") return { ...one, failure: why ?? "Not decided." };
      const open = mitigation?.text ?? known;
      if (open !== undefined) return { ...one, skipped: `Left open: ${open}` };
      return { ...one, failure: `${witness?.action} by ${witness?.principal} is allowed.` };
    }),
    ...findings.map(({ rule, message, path, title, start, accepted }): TestCase => {
      const name = `${path ?? title}:${start.line} ${rule}`;
      if (accepted) return { suite: "Findings", name, skipped: message };
      return { suite: "Findings", name, failure: message };
    }),
  ];
}
