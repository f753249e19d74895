import {
  type AccessRequest,
  type AllowedRow,
  type Changes,
  changesBetween,
  codeBlock,
  markdownText,
  type Step,
  type Verdict,
} from "#keyhole";
import { verified } from "../check/verified.ts";
import type { DiffFormat } from "../formats.ts";
import { painter } from "../print/paint.ts";
import { printable } from "../print/printable.ts";
import { requestLines } from "../print/request-lines.ts";
import { CouldNotBeDone, type ExitCode, type Terminal } from "../terminal.ts";
import { version } from "../version.ts";
import { decidedAt } from "../work/decided-at.ts";
import { readWork } from "../work/read-work.ts";

/** The options of `keyhole diff`, as the command line has them. */
export interface DiffOptions {
  readonly format: DiffFormat;
  readonly failOn?: string;
  readonly preset?: string;
  readonly moment?: string;
}

/** A step or claim whose result differs after the change. */
interface Turn {
  readonly what: "step" | "claim";
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** The request that refutes a claim after the change. */
  readonly witness?: AccessRequest;
}

interface DiffResult {
  readonly changes: Changes;
  readonly turns: readonly Turn[];
  readonly before: Verdict["status"];
  readonly after: Verdict["status"];
}

/**
 * `keyhole diff`: what a change newly allows and no longer allows, over all requests, and which steps and claims have another result.
 * What could not be compared counts as a gain, because it may be one.
 */
export async function diff(
  [beforePath, afterPath]: readonly [string, string],
  { format, failOn, preset, moment }: DiffOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  if (failOn !== undefined && failOn !== "gained")
    throw new CouldNotBeDone(`--fail-on of diff takes “gained”, not “${failOn}”.`);
  const [before, after] = [
    // A change may mend what was broken.
    decidedAt(
      await readWork([beforePath], { preset, mayBeBroken: true }, terminal),
      moment,
      terminal,
    ),
    decidedAt(await readWork([afterPath], { preset }, terminal), moment, terminal),
  ];
  for (const note of printable([...new Set([...before.notes, ...after.notes])]))
    terminal.say(`note: ${note}\n`);
  const changes = changesBetween(before, after);
  const [was, is] = [before, after].map((work) => verified(work, terminal));
  if (!was || !is) return 2;
  const result = { changes, turns: turnsOf(was, is), before: was.status, after: is.status };
  terminal.out(
    format === "json"
      ? `${JSON.stringify({ keyhole: version, ...result }, null, 2)}\n`
      : format === "markdown"
        ? asMarkdown(result)
        : asText(printable(result), terminal.colours),
  );
  return failOn === "gained" && gains(changes) ? 1 : 0;
}

/** Whether anything is newly allowed, or may be: what was not compared or not decided is not known to be refused. */
function gains({ policies, notCompared }: Changes): boolean {
  return (
    notCompared > 0 ||
    policies.some(({ newlyAllowed, undecided }) => newlyAllowed.length + undecided.length > 0)
  );
}

const stepWords: Readonly<Record<Step["state"], string>> = {
  works: "passes",
  withheld: "withheld",
  broken: "stops",
  unknown: "not decided",
};

function turnsOf(before: Required<Verdict>, after: Required<Verdict>): readonly Turn[] {
  const steps = new Map(before.steps.map((step) => [step.id, step.state]));
  const claims = new Map(before.claims.map(({ id, result }) => [id, result]));
  return [
    ...after.steps.flatMap(({ id, title, account, state }): Turn[] => {
      const was = steps.get(id);
      if (was === undefined || was === state) return [];
      const name = `${title} (${account})`;
      return [{ what: "step", name, before: stepWords[was], after: stepWords[state] }];
    }),
    ...after.claims.flatMap(({ id, sentence, result, witness }): Turn[] => {
      const was = claims.get(id);
      if (was === undefined || was === result) return [];
      const by = witness ? { witness } : {};
      return [{ what: "claim", name: sentence, before: was, after: result, ...by }];
    }),
  ];
}

function asText({ changes, turns, before, after }: DiffResult, colours: boolean): string {
  const paint = painter(colours);
  const rows = (sign: string, colour: "red" | "green", some: readonly AllowedRow[]) =>
    some.flatMap(({ sentence, request }) => [
      `  ${paint(colour, sign)} ${sentence}`,
      ...requestLines(request).map((line) => `      ${line}`),
    ]);
  const lines = changes.policies.flatMap(({ about, newlyAllowed, noLongerAllowed, undecided }) => [
    paint("bold", about),
    ...(newlyAllowed.length > 0 ? ["  Newly allowed:"] : []),
    ...rows("+", "red", newlyAllowed),
    ...(noLongerAllowed.length > 0 ? ["  No longer allowed:"] : []),
    ...rows("-", "green", noLongerAllowed),
    ...undecided.map((sentence) => `  ? ${sentence}`),
    ...(newlyAllowed.length + noLongerAllowed.length + undecided.length === 0
      ? ["  Allows exactly the same."]
      : []),
  ]);
  const turned = turns.flatMap(({ name, before: was, after: is, witness }) => [
    `${name} ${was} → ${is}`,
    ...(witness ? requestLines(witness).map((line) => `    ${line}`) : []),
  ]);
  const text = [
    ...(lines.length > 0 ? lines : ["No policy differs."]),
    ...(changes.notCompared > 0 ? [`${changes.notCompared} more policies were not compared.`] : []),
    ...(turned.length > 0 ? ["", "Turned:", ...turned.map((turn) => `  ${turn}`)] : []),
    "",
    ...(before.sentence === after.sentence
      ? [after.sentence]
      : [`Before: ${before.sentence}`, `After:  ${after.sentence}`]),
  ];
  return `${text.join("\n")}\n`;
}

function asMarkdown({ changes, turns, before, after }: DiffResult): string {
  const rows = (title: string, some: readonly AllowedRow[]) =>
    some.length === 0
      ? []
      : [
          `**${title}**`,
          some
            .map(({ sentence, request }) => {
              return `- ${markdownText(sentence)}\n\n${codeBlock("", requestLines(request))}`;
            })
            .join("\n\n"),
        ];
  const blocks = changes.policies.flatMap(({ about, newlyAllowed, noLongerAllowed, undecided }) => [
    `### ${markdownText(about)}`,
    ...rows("Newly allowed", newlyAllowed),
    ...rows("No longer allowed", noLongerAllowed),
    ...undecided.map((sentence) => markdownText(sentence)),
    ...(newlyAllowed.length + noLongerAllowed.length + undecided.length === 0
      ? ["Allows exactly the same."]
      : []),
  ]);
  const turned = turns.map(
    (turn) => `- ${markdownText(turn.name)}: ${turn.before} → **${turn.after}**`,
  );
  return `${[
    "## What the change allows",
    ...(blocks.length > 0 ? blocks : ["No policy differs."]),
    ...(changes.notCompared > 0 ? [`${changes.notCompared} more policies were not compared.`] : []),
    ...(turned.length > 0 ? ["### Steps and claims with another result", turned.join("\n")] : []),
    before.sentence === after.sentence
      ? markdownText(after.sentence)
      : `Before: ${markdownText(before.sentence)}\n\nAfter: ${markdownText(after.sentence)}`,
  ].join("\n\n")}\n`;
}
