import {
  type ExportFormat,
  type ExportOptions,
  encodeFile,
  exportFiles,
  presets,
  removalsOfReport,
  reportFindings,
  stillWorksAfter,
} from "#keyhole";
import { verified } from "../check/verified.ts";
import { CouldNotBeDone, type ExitCode, type Terminal } from "../terminal.ts";
import { version } from "../version.ts";
import { decidedAt } from "../work/decided-at.ts";
import { readWork } from "../work/read-work.ts";
import { withNames } from "../work/replaced-work.ts";
import type { CommandWork } from "../work/work.ts";

/** The options of `keyhole generate`, as the command line has them. */
export interface GenerateOptions {
  readonly preset?: string;
  /** Where to write the answers as a Keyhole file. */
  readonly save?: string;
  /** Puts examples in the place of names; what stands for what goes to this file. */
  readonly replaceNames?: string;
  /** The folder to write files to; without it, they go to standard output. */
  readonly output?: string;
}

/** `keyhole generate`: the documents that answers ask for, as JSON files, or the answers of a preset as a file. */
export async function generate(
  paths: readonly string[],
  { preset, save, output, replaceNames }: GenerateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  if (paths.length === 0 && preset === undefined && save === undefined) {
    const rows = presets.map(({ id, name }) => `${id.padEnd(24)} ${name}`);
    terminal.out(`Presets (--preset ID):\n${rows.map((row) => `  ${row}\n`).join("")}`);
    return 0;
  }
  const given = await readWork(paths, { preset }, terminal);
  const work = await withNames(given, replaceNames, terminal);
  if (save !== undefined) {
    const { scenario, edits, layerList: layers, ignored } = work;
    await terminal.writeFile(save, encodeFile({ scenario, edits, layers, ignored }));
    terminal.say(`Wrote ${save}.\n`);
    if (output === undefined) return 0;
  }
  return writeFiles("json", work, output, terminal);
}

/** The options of `keyhole export`, as the command line has them. Without `output`, files go to standard output. */
export interface ExportCommandOptions {
  readonly format: ExportFormat;
  readonly output?: string;
  readonly preset?: string;
  /** The moment that a report is decided for. */
  readonly moment?: string;
  /** Puts examples in the place of names; what stands for what goes to this file. */
  readonly replaceNames?: string;
}

/** `keyhole export`: the documents in one of the page's export formats. */
export async function exportWork(
  paths: readonly string[],
  { format, output, preset, moment, replaceNames }: ExportCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const given = await readWork(paths, { preset }, terminal);
  const work = await withNames(given, replaceNames, terminal);
  return writeFiles(format, decidedAt(work, moment, terminal), output, terminal);
}

async function writeFiles(
  format: ExportFormat,
  work: CommandWork,
  output: string | undefined,
  terminal: Terminal,
): Promise<ExitCode> {
  const files = exportFiles(
    format,
    work.scenario,
    work.documents,
    reportOf(format, work, terminal),
  );
  if (files.length === 0)
    throw new CouldNotBeDone("There is nothing to write: the answers give no document.");
  if (output === undefined) {
    const [only, another] = files;
    terminal.out(
      only && !another
        ? only.text
        : files.map(({ path, text }) => `==> ${path} <==\n${text.trimEnd()}\n`).join("\n"),
    );
    return 0;
  }
  for (const { path, text } of files) await terminal.writeFile(`${output}/${path}`, text);
  terminal.say(`Wrote ${files.length} ${files.length === 1 ? "file" : "files"} to ${output}.\n`);
  return 0;
}

/** A report tells what was checked, and when. */
function reportOf(format: ExportFormat, work: CommandWork, terminal: Terminal): ExportOptions {
  if (format !== "report-html" && format !== "report-md") return {};
  const { scenario, documents, layers, ignored } = work;
  const verdict = verified(work, terminal);
  const removals = removalsOfReport(scenario, documents, layers);
  const stillWorks = [...stillWorksAfter({ scenario, documents, layers }, removals)];
  const findings = reportFindings(verdict.findings, documents, ignored);
  return { report: { ...verdict, date: terminal.today(), version, layers, findings, stillWorks } };
}
