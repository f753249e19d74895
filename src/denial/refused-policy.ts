import { lintOptions, type Remedy, type ScenarioDocument } from "#acquisition";
import { lint } from "#engine";
import { asList, iamCommand, parseArn, parseDocument, statementsOf } from "#policy";
import type { Scenario } from "#scenario";
import type { ExplainedRefusal } from "./explained.ts";
import { objectOf } from "./read/json.ts";
import type { Paste } from "./read/read-denial.ts";
import { type Refusal, refusals } from "./refusals.ts";
import { wordsIn } from "./words-in.ts";

/**
 * A message of IAM or KMS in a paste that refuses to save a policy, with the rules that find the fault and what they find in
 * the documents now. Returns `undefined` for other texts.
 */
export function refusedPolicy(
  paste: Paste,
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
): ExplainedRefusal | undefined {
  const words = wordsIn(paste);
  const refusal = refusals.find((one) => one.words.test(words));
  const found = refusal?.words.exec(words)?.[0];
  if (!refusal || found === undefined) return undefined;
  const meant = documents
    .filter(({ kind }) => refusal.kinds.includes(kind))
    .slice(0, mostDocuments);
  return {
    kind: "refused-policy",
    found,
    explanation: refusal.explanation,
    rules: refusal.rules,
    findings: findingsIn(refusal, meant, scenario),
    remedies: refusal.asksForPrincipals ? principalRemedies(words, meant) : [],
  };
}

/** Of more documents only the first are checked: one message is about one document. */
const mostDocuments = 100;
const mostFindings = 20;
const mostPrincipals = 8;

function findingsIn(
  { rules }: Refusal,
  documents: readonly ScenarioDocument[],
  scenario: Scenario,
): ExplainedRefusal["findings"] {
  const optionsOf = lintOptions(scenario, documents);
  return documents
    .flatMap((document) =>
      lint(document.text, optionsOf(document))
        .filter(({ rule }) => rules.includes(rule))
        .map(({ message }) => ({ documentId: document.id, message })),
    )
    .slice(0, mostFindings);
}

/** Commands that show whether the principals exist: of the message if it names one, else of the documents. */
function principalRemedies(
  words: string,
  documents: readonly ScenarioDocument[],
): readonly Remedy[] {
  const named = [
    ...words.matchAll(/arn:aws[\w-]{0,20}:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]{1,512}/g),
  ];
  const arns = named.length > 0 ? named.map(([arn]) => arn) : documents.flatMap(principalsIn);
  return [...new Set(arns)].slice(0, mostPrincipals).flatMap((arn) => {
    const { partition = "aws", resource = "", account = "" } = parseArn(arn) ?? {};
    const [, kind, name] = /^(role|user)\/(?:.*\/)?([^/]+)$/.exec(resource) ?? [];
    if (kind === undefined || name === undefined) return [];
    return [
      {
        text: `In account ${account}, see whether ${name} exists, and compare the ARN with its path:`,
        command: iamCommand(partition, `get-${kind}`, {
          [`${kind}-name`]: name,
          query: kind === "role" ? "Role.Arn" : "User.Arn",
          output: "text",
        }),
      },
    ];
  });
}

function principalsIn({ text }: ScenarioDocument): readonly string[] {
  const parsed = parseDocument(text);
  if (!parsed.ok) return [];
  return statementsOf(parsed.policy).flatMap(({ Principal }) =>
    asList(objectOf(Principal).AWS).filter((one) => typeof one === "string"),
  );
}
