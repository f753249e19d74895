import { shellWord } from "#policy";
import { oneLine } from "../plain-text.ts";
import { functionsFor, type ShellFunctions } from "./functions.ts";

/** One script for one account. */
export interface Script {
  readonly title: string;
  readonly fileName: string;
  /** What the comment at the top says besides, line by line. */
  readonly remarks: readonly string[];
  readonly account: string;
  readonly partition: string;
  readonly homeRegion: string;
  /** The folder beside the script that its backups go to. */
  readonly backup: string;
  readonly functions: ShellFunctions;
  /** Lines that call the functions. */
  readonly steps: readonly string[];
}

/** The text of a script: what it is, how it is called, its constants, the functions that it needs, its steps. */
export function scriptText(script: Script): string {
  const { account, partition, homeRegion, functions } = script;
  const steps = ["check_account", ...script.steps];
  const called = functionsFor([...steps, "say"], functions);
  const usesBackup = [...steps, ...called].some((text) => text.includes("$backup"));
  return `${[
    ["#!/usr/bin/env bash", ...comments(introduction(script))].join("\n"),
    'set -euo pipefail\numask 077\nexport AWS_PAGER=""',
    [
      `account=${shellWord(account)}`,
      `partition=${shellWord(partition)}`,
      "# Where IAM and STS are called, which are the same in every region.",
      `home_region=${shellWord(homeRegion)}`,
    ].join("\n"),
    callConvention,
    ...(usesBackup
      ? [`here=$(cd "$(dirname "$0")" && pwd)\nbackup=$here/backup/${shellWord(script.backup)}`]
      : []),
    `scratch=$(mktemp -d)\ntrap 'rm -rf "$scratch"' EXIT`,
    ...called,
    steps.join("\n"),
    lastLines,
  ].join("\n\n")}\n`;
}

function introduction({ title, fileName, remarks }: Script): readonly string[] {
  return [
    title,
    "",
    `  bash ${fileName}          says what it would do, and changes nothing`,
    `  bash ${fileName} --apply  does it`,
    ...remarks,
  ];
}

const callConvention = `apply=false
case "$*" in
  "") ;;
  --apply) apply=true ;;
  *)
    echo "usage: bash $0 [--apply]" >&2
    exit 2
    ;;
esac`;

const lastLines = `if $apply; then
  say "Done."
else
  say "Nothing was changed. To do it: bash $0 --apply"
fi`;

/** Lines of a comment, whatever the texts. */
export function comments(texts: readonly string[]): readonly string[] {
  return texts.map((text) => `# ${/^ */.exec(text)?.[0] ?? ""}${oneLine(text)}`.trimEnd());
}

/** A call of a function. Every argument is one word, and no text of it is code. */
export function step(name: string, ...words: readonly string[]): string {
  return [name, ...words.map(shellWord)].join(" ");
}

/**
 * Puts a text into a variable of the script unchanged, in a here-document that expands nothing and that no line of
 * the text ends.
 */
export function variable(name: string, text: string): string {
  const lines = new Set(text.split("\n"));
  let delimiter = "JSON";
  for (let number = 2; lines.has(delimiter); number += 1) delimiter = `JSON_${number}`;
  return [`read_text <<'${delimiter}'`, text, delimiter, `${name}=$text`].join("\n");
}

/** A part of a file name that stands for one name only, whatever is in it; of names too long for a file, both ends. */
export function slug(name: string): string {
  const whole = name.replace(
    /[^A-Za-z0-9.-]/gu,
    (found) => `_${found.codePointAt(0)?.toString(16) ?? ""}_`,
  );
  return whole.length <= 110 ? whole : `${whole.slice(0, 70)}__${whole.slice(-38)}`;
}
