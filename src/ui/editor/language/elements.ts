import { policyElements, statementElements } from "#policy";
import type { CursorContext } from "./cursor-context.ts";
import type { Suggestion, Surroundings } from "./suggestion.ts";

/** What each element of a policy means. Source: IAM User Guide, "IAM JSON policy elements reference". */
export const elementWords: Readonly<Record<string, string>> = {
  Version:
    "The version of the policy language: `2012-10-17`. Without it, policy variables are plain text.",
  Id: "A name for the document. It has no effect.",
  Statement: "The statements. Each one allows or denies actions.",
  Sid: "A name for the statement, unique in the document. It has no effect.",
  Effect: "`Allow` or `Deny`. A Deny overrides every Allow.",
  Principal:
    "The principals that the statement applies to. Only in key policies and trust policies.",
  NotPrincipal:
    "Every principal except these. With `Allow`, that is nearly everyone in every account.",
  Action: "The actions that the statement applies to: `service:Name`, with `*` and `?`.",
  NotAction: "Every action except these. With `Allow`, that is nearly every action.",
  Resource:
    "The resources that the statement applies to: ARNs, with `*` and `?`. In a key policy, `*` is this key.",
  NotResource: "Every resource except these. With `Allow`, that is nearly every resource.",
  Condition:
    "When the statement applies: operator, condition key, values. All condition keys must match, each with any of its values.",
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
const hasSuggestedValues = /^(Not)?(Principal|Action|Resource)$|^(Effect|Condition)$/;

/** The top-level elements that the document does not have yet. */
export function suggestPolicyElements(cursor: CursorContext): Suggestion[] {
  return elements(policyElements, cursor);
}

/** The elements that the statement does not have yet and that this kind of document supports. */
export function suggestStatementElements(
  cursor: CursorContext,
  { kind }: Surroundings,
): Suggestion[] {
  const unsupported = kind === "identity" ? /Principal$/ : kind === "trust" ? /Resource$/ : /^$/;
  return elements(
    statementElements.filter((name) => !unsupported.test(name)),
    cursor,
  );
}

function elements(names: readonly string[], { siblings, hasColon }: CursorContext): Suggestion[] {
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
      again: !hasColon && hasSuggestedValues.test(name),
    }));
}
