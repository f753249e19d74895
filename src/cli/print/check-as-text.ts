import { isCounted, isLeftOpen, type StatusKind, type Step, type Verdict } from "#keyhole";
import { counted } from "../check/fail-on.ts";
import { titleOf } from "../check/located-finding.ts";
import type { CheckResult } from "../check/result.ts";
import type { CommandWork } from "../work/work.ts";
import { beyondLines } from "./beyond-lines.ts";
import { findingLines } from "./finding-lines.ts";
import { type Paint, painter } from "./paint.ts";
import { printable } from "./printable.ts";
import { requestLines } from "./request-lines.ts";

/** With more documents, what passes is counted: a list of thousands of lines hides what does not pass. */
const mostListed = 200;

/** What `check` prints for a person. `brief`: what passes is counted, not listed. */
export function checkAsText(
  result: CheckResult,
  { colours, brief: isBrief }: { readonly colours: boolean; readonly brief: boolean },
): string {
  const { work } = result;
  const paint = painter(colours);
  const isLong = work.documents.length > mostListed;
  const brief = isBrief || isLong;
  // What is not printed here is most of a large verdict.
  const shown = { ...result.verdict, probes: [], regions: [], findings: {} };
  const { verdict, findings, fallsShort, notes, titles } = printable({
    ...result,
    verdict: shown,
    work: null,
    notes: work.notes,
    titles: work.documents.map((document) => [document.id, titleOf(document)] as const),
  });
  const titleById = new Map(titles);
  const sections = [
    headLines(verdict, paint),
    stepLines(verdict, paint, brief),
    userLines(verdict, paint, brief),
    claimLines(verdict, titleById, paint, brief),
    beyondLines(verdict.beyond, paint, brief),
    findingLines(findings, paint),
    documentLines(work, brief),
    [
      ...notes.map((note) => `note: ${note}`),
      ...(isLong && !isBrief
        ? ["note: What passes is counted, not listed: --format json lists it."]
        : []),
    ],
    [
      fallsShort.length === 0
        ? paint("green", "Clean.")
        : `${paint("red", "Falls short:")} ${fallsShort.join(" ")}`,
    ],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

const statusColours: Readonly<Record<StatusKind, Parameters<Paint>[0]>> = {
  incomplete: "red",
  stops: "red",
  undecided: "yellow",
  open: "yellow",
  works: "green",
  proved: "green",
};

function headLines({ status }: Verdict, paint: Paint): string[] {
  const colour = status.example && status.kind === "proved" ? "yellow" : statusColours[status.kind];
  return [
    paint("bold", paint(colour, status.sentence)),
    ...(status.example
      ? ["Example: the answers hold example values. Put in your accounts, roles and keys."]
      : []),
  ];
}

const stepWords: Readonly<Record<Step["state"], readonly [Parameters<Paint>[0], string]>> = {
  works: ["green", "passes      "],
  withheld: ["yellow", "withheld    "],
  broken: ["red", "stops       "],
  unknown: ["yellow", "not decided "],
};

/** The EC2 and EBS calls of the import that are not judged. */
function elsewhereLines(steps: readonly Step[]): readonly string[] {
  const calls = [...new Set(steps.flatMap(({ callsElsewhere }) => callsElsewhere ?? []))];
  return calls.length === 0
    ? []
    : [
        `  not judged   ${calls.join(", ")}: these permissions stand in other policies (ec2Permissions in the answers).`,
      ];
}

/** What makes a key usable again whose state stops the step. */
function stateRemedies({ requests }: Step): readonly string[] {
  const remedies = requests.flatMap(({ why }) => why?.keyState ?? []);
  return remedies.flatMap(({ text, commands }) => [text, ...commands]);
}

function stepLines({ steps, summary }: Verdict, paint: Paint, brief: boolean): string[] {
  const shown = steps.filter((step) => isCounted(step) && !(brief && step.state === "works"));
  return [
    `Import: ${summary.stepsWorking} of ${counted(summary.steps, "step passes", "steps pass")}.`,
    ...shown.flatMap((step) => {
      const [colour, word] = stepWords[step.state];
      const why = step.requests.flatMap(({ state, why: reason }) =>
        state !== "works" && reason ? [reason.sentence] : [],
      );
      return [
        `  ${paint(colour, word)} ${step.title} (${step.operation}, ${step.account}, ${step.region})`,
        ...[...new Set([...why, ...stateRemedies(step)])].map((line) => `               ${line}`),
      ];
    }),
    ...(brief ? [] : elsewhereLines(steps)),
  ];
}

const userWords: Readonly<Record<Step["state"], readonly [Parameters<Paint>[0], string]>> = {
  works: ["green", "keeps working"],
  withheld: ["yellow", "stops        "],
  broken: ["red", "stops        "],
  unknown: ["yellow", "not decided  "],
};

function userLines({ otherUsers }: Required<Verdict>, paint: Paint, brief: boolean): string[] {
  if (otherUsers.length === 0) return [];
  const working = otherUsers.filter(({ state }) => state === "works").length;
  return [
    `Other users of the keys: ${working} of ${counted(otherUsers.length, "user keeps", "users keep")} working.`,
    ...otherUsers.flatMap(({ name, key, state, steps }) => {
      if (brief && state === "works") return [];
      const [colour, word] = userWords[state];
      const why = steps.flatMap(({ requests }) =>
        requests.flatMap((request) =>
          request.state !== "works" && request.why ? [request.why.sentence] : [],
        ),
      );
      return [
        `  ${paint(colour, word)} ${name}, ${key}`,
        ...[...new Set(why)].map((sentence) => `                ${sentence}`),
      ];
    }),
  ];
}

function claimLines(
  { claims }: Required<Verdict>,
  titles: ReadonlyMap<string, string>,
  paint: Paint,
  brief: boolean,
): string[] {
  if (claims.length === 0) return [];
  const count = (result: string) => claims.filter((claim) => claim.result === result).length;
  return [
    `Claims about all requests: ${count("proved")} proved, ${count("refuted")} refuted, ${count("undecided")} not decided.`,
    ...claims.flatMap((claim) => {
      const { result, sentence, why, witness, places = [] } = claim;
      if (result === "proved")
        return brief ? [] : [`  ${paint("green", "proved     ")} ${sentence}`];
      if (result === "undecided")
        return [
          `  ${paint("yellow", "not decided")} ${sentence}`,
          ...(why ? [`              ${why}`] : []),
        ];
      const knownBy = claim.mitigation?.text ?? claim.known;
      const allows = places.map(
        ({ documentId, statement }) =>
          `allowed by: ${titles.get(documentId) ?? documentId}, statement ${statement + 1}`,
      );
      return [
        `  ${paint(isLeftOpen(claim) ? "yellow" : "red", "refuted    ")} ${sentence}`,
        ...[...(witness ? requestLines(witness) : []), ...allows].map(
          (line) => `              ${line}`,
        ),
        ...(knownBy ? [`              left open: ${knownBy}`] : []),
      ];
    }),
  ];
}

function documentLines({ documents, answersFrom }: CommandWork, brief: boolean): string[] {
  const generated = documents.filter(({ from }) => from === "generated");
  const fromFiles = documents.filter(({ from }) => from === "files");
  // Nothing was expected from files: everything is as the answers give it.
  if (fromFiles.length === 0) return brief ? [] : [`Answers and documents: ${answersFrom}.`];
  return [
    `Answers: ${answersFrom}. ${counted(fromFiles.length, "document", "documents")} from files.`,
    ...(generated.length > 0 ? ["Not in the files, taken as generated from the answers:"] : []),
    ...generated.map((document) => `  ${printable(titleOf(document))}`),
  ];
}
