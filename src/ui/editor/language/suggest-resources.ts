import { kmsAction } from "#policy/kms";
import { allServices } from "#policy/services";
import type { Scenario } from "#scenario";
import type { CursorContext } from "./cursor-context.ts";
import { type KnownValue, knownValues } from "./known-values.ts";
import { actionsOf } from "./statement-actions.ts";
import { quoted, type Suggestion, type Surroundings } from "./suggestion.ts";

/** A longer list is of no use. */
const mostPatterns = 80;

/** The resources of the statement's actions, in the accounts and regions of the answers. */
export function suggestResources(
  cursor: CursorContext,
  { kind, scenario }: Surroundings,
): Suggestion[] {
  if (kind === "key")
    return [suggestion({ value: "*", what: "this key; a key policy applies to no other" })];
  const actions = actionsOf(cursor.statement);
  const values = [
    ...namedByAnswers(actions, scenario),
    ...patterns(actions, scenario),
    { value: "*", what: "any resource, in any account" },
  ];
  const seen = new Set(cursor.siblings);
  return values
    .filter(({ value }) => !seen.has(value) && seen.add(value))
    .map((value) => suggestion(value));
}

function suggestion({ value, what }: KnownValue): Suggestion {
  return { label: value, insert: quoted(value), kind: "value", detail: what };
}

function namedByAnswers(actions: readonly string[], scenario: Scenario): readonly KnownValue[] {
  const { keys, roles } = knownValues(scenario);
  const onKeys =
    actions.length === 0 ||
    actions.some((action) => kmsAction(action)?.resourceTypes.includes("key"));
  const onRoles = actions.some((action) => /^(sts:AssumeRole|iam:)/.test(action));
  return [...(onKeys ? keys : []), ...(onRoles ? roles : [])];
}

/** The ARN patterns of the actions' resource types, with the partition, accounts and regions of the answers. */
function patterns(actions: readonly string[], scenario: Scenario): readonly KnownValue[] {
  const { accounts, regions, aliases } = knownValues(scenario);
  const templates = new Set(
    actions.flatMap((action) => allServices.serviceAction(action)?.resources ?? []),
  );
  return [...templates]
    .flatMap((template) =>
      regions.flatMap((region) =>
        accounts.flatMap((account) =>
          filled(template, scenario, region.value, account.value, aliases),
        ),
      ),
    )
    .slice(0, mostPatterns);
}

function filled(
  template: string,
  { partition }: Scenario,
  region: string,
  account: string,
  aliases: readonly KnownValue[],
): readonly KnownValue[] {
  const placed = template
    .replace("${Partition}", partition)
    .replace("${Region}", region)
    .replace("${Account}", account);
  const where = [
    template.includes("${Account}") ? `of ${account}` : "",
    template.includes("${Region}") ? `in ${region}` : "",
  ];
  const what = [anyOf(template), ...where].filter(Boolean).join(" ");
  const any = { value: placed.replaceAll(/\$\{[^}]*\}/g, "*"), what };
  if (!template.includes("alias/${")) return [any];
  const named = aliases.map(({ value, what: which }) => ({
    value: placed.replace(/alias\/\$\{[^}]*\}/, value),
    what: `${which}, of ${account} in ${region}`,
  }));
  return [...named, any];
}

/** What a pattern matches: "any security group". The sixth part of the ARN begins with the type. */
function anyOf(template: string): string {
  const resource = template.split(":").slice(5).join(":");
  const type = /^\/?([A-Za-z][\w-]*)(?=[/:]|$)/.exec(resource)?.[1]?.replaceAll("-", " ");
  return resource.includes("${") ? `any ${type ?? "resource"}` : (type ?? "resource");
}
