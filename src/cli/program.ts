import { Command, CommanderError, Option } from "commander";
import { exportFormats, restsOn } from "#keyhole";
import { checkFormats, diffFormats, explainFormats, lintFormats, shells } from "./formats.ts";
import { CouldNotBeDone, type ExitCode, type Terminal } from "./terminal.ts";
import { version } from "./version.ts";

const filesHelp =
  "files or folders with policies and answers, a link, or - for standard input; the current folder if none is named";

/**
 * Runs the command with arguments as a shell gives them, without the program's name. Resolves to the exit code; what is
 * wrong with the arguments or files is said on standard error. Never rejects.
 */
export async function runCommand(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = programFor(terminal, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const message =
      error instanceof CouldNotBeDone ? error.message : `Keyhole failed: ${String(error)}`;
    terminal.say(`keyhole: ${message}\n`);
    return 2;
  }
}

/** The commands with their options; the code of a command is loaded when it runs. `finish` takes the exit code of the one that ran. */
export function programFor(terminal: Terminal, finish: (code: ExitCode) => void): Command {
  const program = new Command("keyhole")
    .description(
      "Builds and verifies the least KMS permission that still lets a forensic platform import an encrypted EC2 instance. Works offline and without credentials.",
    )
    .version(
      `${version}\nIt rests on:\n${restsOn.map((line) => `- ${line}`).join("\n")}`,
      "-V, --version",
      "print the version, and which data of AWS a verdict rests on",
    )
    .helpCommand("help [command]", "print the help of a command")
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.say })
    .addHelpText("after", `\nExit codes: 0 clean, 1 falls short, 2 could not be done.`)
    .showSuggestionAfterError();

  const example = (command: string) => `\nExample:\n  $ ${command}`;
  const replaceNames = () =>
    new Option(
      "--replace-names <file>",
      "put examples in the place of accounts, names and ids, and write to this file what stands for what",
    );
  const preset = () => new Option("--preset <id>", "take the answers of this preset");
  const moment = () =>
    new Option(
      "--moment <time>",
      "decide conditions on time for this moment (2026-12-01, 2026-12-01T17:00:00Z); usually now",
    );

  program
    .command("check")
    .summary("verify documents, print the verdict, fail where it falls short")
    .description(
      "Decides every step of the import and every claim about all requests, and lints the documents. Policies in files take the place of what the answers generate.",
    )
    .argument("[files...]", filesHelp)
    .addOption(format(checkFormats))
    .option(
      "--fail-on <what>",
      "what falls short, with commas: broken, open, refuted, finding:SEVERITY (usually broken,refuted,finding:security); what is incomplete or not decided always does",
    )
    .option("--baseline <file>", "accept the findings of an earlier --format json")
    .option(
      "--must-never <file>",
      "rules that must hold, as the page saves them (“mustNever” of a Keyhole file)",
    )
    .addOption(preset())
    .addOption(moment())
    .addOption(replaceNames())
    .option("-q, --quiet", "in text, count what passes instead of listing it")
    .addHelpText("after", example("keyhole check policies/ --format sarif > keyhole.sarif"))
    .action(async (files: string[], options) => {
      const { check } = await import("./commands/check.ts");
      finish(await check(files, options, terminal));
    });

  program
    .command("lint")
    .summary("lint policies in files, without answers")
    .description(
      "Says what is wrong with the policies in files: what AWS refuses, opens too much, or ignores.",
    )
    .argument("[files...]", filesHelp)
    .addOption(format(lintFormats))
    .option(
      "--fail-on <what>",
      "finding:SEVERITY from which it falls short (usually finding:security)",
    )
    .option("--baseline <file>", "accept the findings of an earlier --format json")
    .option("--account <id>", "the account of policies that name none")
    .option("--at <address>", "where the page is hosted, for links to rule pages in SARIF")
    .addHelpText("after", example("keyhole lint key-policy.json --account 111122223333"))
    .action(async (files: string[], options) => {
      const { lint } = await import("./commands/lint.ts");
      finish(await lint(files, options, terminal));
    });

  program
    .command("diff")
    .summary("what a change newly allows and no longer allows")
    .description(
      "Compares two works over all requests, with one concrete request for each difference, and says which steps and claims have another result.",
    )
    .argument("<before>", "a folder, a .keyhole.json file or a link")
    .argument("<after>", "the same after the change")
    .addOption(format(diffFormats))
    .option(
      "--fail-on <what>",
      "gained: fall short if anything is newly allowed, or could not be compared",
    )
    .addOption(preset())
    .addOption(moment())
    .addHelpText("after", example("keyhole diff main/policies policies --fail-on gained"))
    .action(async (before: string, after: string, options) => {
      const { diff } = await import("./commands/diff.ts");
      finish(await diff([before, after], options, terminal));
    });

  program
    .command("explain")
    .summary("explain a denial: a CloudTrail event, an error message, or a symptom")
    .argument("<denial>", "a file with AWS's text, or - for standard input")
    .argument("[files...]", filesHelp)
    .addOption(format(explainFormats))
    .addOption(preset())
    .addOption(moment())
    .addHelpText("after", example("keyhole explain event.json policies/"))
    .action(async (denial: string, files: string[], options) => {
      const { explain } = await import("./commands/explain.ts");
      finish(await explain(denial, files, options, terminal));
    });

  program
    .command("generate")
    .summary(
      "print or write the documents that answers ask for; without arguments, list the presets",
    )
    .argument("[files...]", "a .keyhole.json file, a folder with keyhole.json, or a link")
    .addOption(preset())
    .option("--save <file>", "write the answers as a Keyhole file")
    .addOption(replaceNames())
    .option("-o, --output <folder>", "write files to this folder")
    .addHelpText("after", example("keyhole generate --preset cross-account --save keyhole.json"))
    .action(async (files: string[], options) => {
      const { generate } = await import("./commands/generate.ts");
      finish(await generate(files, options, terminal));
    });

  program
    .command("export")
    .summary("write the documents for Terraform, CloudFormation, the AWS CLI or as a report")
    .argument("[files...]", filesHelp)
    .addOption(format(exportFormats, "json"))
    .addOption(replaceNames())
    .option("-o, --output <folder>", "write files to this folder")
    .addOption(preset())
    .addOption(moment())
    .addHelpText("after", example("keyhole export --format terraform --output terraform/"))
    .action(async (files: string[], options) => {
      const { exportWork } = await import("./commands/generate.ts");
      finish(await exportWork(files, options, terminal));
    });

  program
    .command("link")
    .summary("print the work as a link")
    .argument("[files...]", filesHelp)
    .addOption(replaceNames())
    .option("--at <address>", "where the page is hosted")
    .addOption(preset())
    .addHelpText(
      "after",
      example("keyhole link work.keyhole.json --at https://keyhole.example.com/"),
    )
    .action(async (files: string[], options) => {
      const { link } = await import("./commands/link.ts");
      finish(await link(files, options, terminal));
    });

  program
    .command("open")
    .summary("print a link that opens the page on the work")
    .argument("[files...]", filesHelp)
    .option("--at <address>", "where the page is hosted; otherwise the “at” of keyhole.json")
    .addOption(preset())
    .addHelpText("after", example("keyhole open policies/ --at https://keyhole.example.com/"))
    .action(async (files: string[], options) => {
      const { openAt } = await import("./commands/link.ts");
      finish(await openAt(files, options, terminal));
    });

  program
    .command("completion")
    .summary("print the completion script of a shell")
    .addArgument(program.createArgument("<shell>", "the shell").choices(shells))
    .addHelpText("after", example("source <(keyhole completion bash)"))
    .action(async (shell) => {
      const { completion } = await import("./commands/completion.ts");
      terminal.out(completion(shell, program));
      finish(0);
    });

  return program;
}

function format(formats: readonly string[], usual = formats[0]): Option {
  return new Option("-f, --format <format>", "what to print").choices(formats).default(usual);
}
