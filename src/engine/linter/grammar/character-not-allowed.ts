import { policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";
import type { Problem } from "../types.ts";

const mostFindings = 100;

/** A character that policies may not hold. */
export const characterNotAllowed: Rule = {
  id: "character-not-allowed",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "The text holds a character other than tab, line feed, carriage return and U+0020 to U+00FF: a curly quote, a long dash, an emoji.",
    why: "AWS refuses the document. Such characters come with text from chats, wikis and word processors.",
    failing: policy({
      Effect: "Deny",
      Action: "kms:ScheduleKeyDeletion",
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalTag/team": "forensics – eu" } },
    }),
    passing: policy({
      Effect: "Deny",
      Action: "kms:ScheduleKeyDeletion",
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalTag/team": "forensics - é" } },
    }),
    source:
      "KMS Developer Guide, Creating a key policy; IAM User Guide, IAM quotas and name requirements",
  },
  check: ({ text }) => problemsIn(text, "'"),
  checkUnparsed: ({ text, wholeValue }) => (wholeValue ? [] : problemsIn(text, '"')),
};

const plain: Readonly<Record<string, string>> = {
  "\u2018": "'",
  "\u2019": "'",
  "\u2010": "-",
  "\u2011": "-",
  "\u2012": "-",
  "\u2013": "-",
  "\u2014": "-",
  "\u2026": "...",
  "\u2009": " ",
  "\u202f": " ",
  "\u200b": "",
  "\ufeff": "",
};

function* problemsIn(text: string, quote: string): Generator<Problem> {
  const runs = text.matchAll(/[^\t\n\r\u0020-\u00ff]+/g);
  let count = 0;
  for (const { 0: run, index: start } of runs) {
    if (count++ === mostFindings) return;
    const end = start + run.length;
    const replacement = plainText(run, quote);
    yield {
      at: { start, end },
      message: `AWS refuses the document: it may not hold the character \`${run.slice(0, 40)}\``,
      fix:
        replacement === undefined
          ? undefined
          : { label: "type the plain character", edits: [{ start, end, text: replacement }] },
    };
  }
}

/** The characters that were meant, where each has a plain one. */
function plainText(run: string, quote: string): string | undefined {
  let result = "";
  for (const character of run) {
    const replacement = /[\u201c\u201d\u201e]/.test(character) ? quote : plain[character];
    if (replacement === undefined) return undefined;
    result += replacement;
  }
  return result;
}
