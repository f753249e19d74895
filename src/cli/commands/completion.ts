import type { Command } from "commander";
import type { Shell } from "../formats.ts";

/** A script for a shell, which completes the commands, their options and the values of options that have a few. */
export function completion(shell: Shell, program: Command): string {
  const commands = program.commands.map((command) => ({
    name: command.name(),
    summary: command.summary(),
    options: command.options.map(({ long, description, argChoices }) => ({
      long: long ?? "",
      description,
      choices: argChoices ?? [],
    })),
  }));
  switch (shell) {
    case "fish":
      return `${[
        ...commands.map(
          ({ name, summary }) =>
            `complete -c keyhole -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
        ),
        ...commands.flatMap(({ name, options }) =>
          options.map(({ long, description, choices }) => {
            const values = choices.length > 0 ? ` -x -a ${quoted(choices.join(" "))}` : "";
            return `complete -c keyhole -n "__fish_seen_subcommand_from ${name}" -l ${long.slice(2)} -d ${quoted(description)}${values}`;
          }),
        ),
      ].join("\n")}\n`;
    case "bash":
      return bashScript(commands);
    case "zsh":
      return `autoload -U +X bashcompinit && bashcompinit\n${bashScript(commands)}`;
  }
}

interface CompletedCommand {
  readonly name: string;
  readonly options: readonly { readonly long: string; readonly choices: readonly string[] }[];
}

function bashScript(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  const optionCases = commands.map(
    ({ name, options }) => `    ${name}) words="${options.map(({ long }) => long).join(" ")}" ;;`,
  );
  const valueCases = commands.flatMap(({ name, options }) =>
    options
      .filter(({ choices }) => choices.length > 0)
      .map(({ long, choices }) => `    ${name}:${long}) words="${choices.join(" ")}" ;;`),
  );
  return `_keyhole() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${names}" -- "$word"))
    return
  fi
  case "$command:$before" in
${valueCases.join("\n")}
  esac
  if [ -z "$words" ] && [ "\${word:0:1}" = "-" ]; then
    case "$command" in
${optionCases.map((line) => `  ${line}`).join("\n")}
    esac
  fi
  if [ -n "$words" ]; then
    COMPREPLY=($(compgen -W "$words" -- "$word"))
  else
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -o filenames -F _keyhole keyhole
`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
