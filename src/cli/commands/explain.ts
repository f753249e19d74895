import {
  type Explained,
  type ExplainedDenial,
  explainDenial,
  type Remedy,
  type Step,
} from "#keyhole";
import type { ExplainFormat } from "../formats.ts";
import { painter } from "../print/paint.ts";
import { printable } from "../print/printable.ts";
import { requestLines } from "../print/request-lines.ts";
import { CouldNotBeDone, type ExitCode, type Terminal } from "../terminal.ts";
import { version } from "../version.ts";
import { decidedAt } from "../work/decided-at.ts";
import { readWork } from "../work/read-work.ts";
import { textsOf } from "../work/texts.ts";

/** The options of `keyhole explain`, as the command line has them. */
export interface ExplainOptions {
  readonly format: ExplainFormat;
  readonly preset?: string;
  readonly moment?: string;
}

/** `keyhole explain`: what a CloudTrail event, an error message or a symptom means for these policies, and what to do. */
export async function explain(
  denial: string,
  paths: readonly string[],
  { format, preset, moment }: ExplainOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const [file] = await textsOf([denial], terminal);
  const { scenario, documents, layers } = decidedAt(
    await readWork(paths, { preset }, terminal),
    moment,
    terminal,
  );
  const explained = explainDenial(file?.text ?? "", scenario, documents, layers);
  if (explained.kind === "not-understood") throw new CouldNotBeDone(explained.why);
  terminal.out(
    format === "json"
      ? `${JSON.stringify({ keyhole: version, ...explained }, null, 2)}\n`
      : asText(printable(explained), terminal.colours),
  );
  return 0;
}

type Understood = Exclude<Explained, { kind: "not-understood" }>;

function asText(explained: Understood, colours: boolean): string {
  const paint = painter(colours);
  const lines =
    explained.kind === "denials"
      ? [
          ...explained.denials.flatMap((one) => [...denialLines(one), ""]),
          ...explained.skipped.map((what) => `note: ${what}`),
        ]
      : explained.kind === "symptom"
        ? [
            paint("bold", explained.found),
            explained.hides,
            ...(explained.lookFor.length > 0 ? ["", "Look for:"] : []),
            ...explained.lookFor.map(
              ({ action, by, account, region, keyArn }) =>
                `  ${[`${action} by ${by}`, account && `in CloudTrail of ${account}`, region, keyArn].filter(Boolean).join(", ")}`,
            ),
            ...explained.queries.flatMap(({ where, text }) => ["", `${where}:`, indented(text)]),
            ...stepLines(explained.steps),
            ...remedyLines(explained.remedies),
            ...explained.cautions.map((caution) => `note: ${caution}`),
          ]
        : [
            paint("bold", explained.found),
            explained.explanation,
            ...explained.findings.map(({ documentId, message }) => `  ${documentId}: ${message}`),
            ...remedyLines(explained.remedies),
          ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function denialLines(denial: ExplainedDenial): string[] {
  const { request, said, explanation, remedies, cautions, suggestion } = denial;
  return [
    ...requestLines(request),
    ...(said === undefined ? [] : [`AWS says: ${said}`]),
    explanation,
    ...remedyLines(remedies),
    ...(suggestion ? [suggestion.text] : []),
    ...cautions.map((caution) => `note: ${caution}`),
  ];
}

function stepLines(steps: readonly Step[]): string[] {
  if (steps.length === 0) return [];
  return [
    "",
    "Steps of the import that make these calls:",
    ...steps.map(({ title, state }) => `  ${title}: ${state}`),
  ];
}

function remedyLines(remedies: readonly Remedy[]): string[] {
  if (remedies.length === 0) return [];
  return [
    "",
    "What to do:",
    ...remedies.flatMap(({ text, command, statement }) => [
      `- ${text}`,
      ...(command === undefined ? [] : [indented(command)]),
      ...(statement === undefined ? [] : [indented(statement)]),
    ]),
  ];
}

function indented(text: string): string {
  return text.replace(/^/gm, "    ");
}
