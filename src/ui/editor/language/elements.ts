import { policyElements, statementElements } from "#policy";
import type { Spot } from "./spot.ts";
import type { Suggestion, Surroundings } from "./suggestion.ts";

/** What each element says. Source: IAM User Guide, "IAM JSON policy elements reference". */
export const elementWords: Readonly<Record<string, string>> = {
  Version:
    "The version of the policy language: `2012-10-17`. Without it policy variables are plain text.",
  Id: "A name for the document; it decides nothing.",
  Statement: "The statements: each allows or denies something.",
  Sid: "A name for the statement, unique in the document; it decides nothing.",
  Effect: "`Allow` or `Deny`. A Deny counts against every Allow.",
  Principal: "Whom the statement is about. In key policies and trust policies only.",
  NotPrincipal: "Everyone but these. With `Allow` that is nearly the whole world.",
  Action: "The actions that it is about: `service:Name`, with `*` and `?`.",
  NotAction: "Every action but these. With `Allow` that is nearly everything.",
  Resource: "What the actions are done to: ARNs, with `*` and `?`. In a key policy `*`: this key.",
  NotResource: "Everything but these. With `Allow` that is nearly everything.",
  Condition:
    "When it holds: operator, condition key, values. All keys must fit, any one of a key’s values.",
};

const inserts: Readonly<Record<string, string>> = {
  Version: '"Version": "2012-10-17"',
  Id: '"Id": "$0"',
  Statement: '"Statement": [\n  $0\n]',
  Sid: '"Sid": "$0"',
  Effect: '"Effect": "$0"',
  Principal: '"Principal": { "AWS": "$0" }',
  NotPrincipal: '"NotPrincipal": { "AWS": "$0" }',
  Action: '"Action": "$0"',
  NotAction: '"NotAction": "$0"',
  Resource: '"Resource": "$0"',
  NotResource: '"NotResource": "$0"',
  Condition: '"Condition": { $0 }',
};
const asksNext = /^(Not)?(Principal|Action|Resource)$|^(Effect|Condition)$/;

/** The names of the document's own members that it does not have yet. */
export function suggestPolicyElements(spot: Spot): Suggestion[] {
  return elements(policyElements, spot);
}

/** The names of a statement's members that it does not have yet and that the kind of document takes. */
export function suggestStatementElements(spot: Spot, { kind }: Surroundings): Suggestion[] {
  const refused = kind === "identity" ? /Principal$/ : kind === "trust" ? /Resource$/ : /^$/;
  return elements(
    statementElements.filter((name) => !refused.test(name)),
    spot,
  );
}

function elements(names: readonly string[], { siblings, hasColon }: Spot): Suggestion[] {
  const taken = (name: string) =>
    siblings.includes(name) ||
    siblings.includes(`Not${name}`) ||
    siblings.includes(name.replace(/^Not/, ""));
  return names
    .filter((name) => !taken(name))
    .map((name) => ({
      label: name,
      insert: hasColon ? `"${name}"` : (inserts[name] ?? `"${name}": $0`),
      kind: "element",
      about: elementWords[name] ?? "",
      again: !hasColon && asksNext.test(name),
    }));
}
