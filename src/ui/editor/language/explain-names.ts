import { actionDescription, conditionKeyDescription } from "#policy/descriptions";
import { carriesConditionKey, kmsAction, kmsActions } from "#policy/kms";
import { allServices } from "#policy/services";
import { actionsOf, spelledOut } from "./statement-actions.ts";
import { reachOf } from "./suggest-actions.ts";
import { code } from "./suggestion.ts";

/** A longer list of names is replaced by their number. */
const mostNames = 12;

/** Explains an action: its description, its access level, and whether it works across accounts. */
export function aboutAction(word: string): readonly string[] {
  const actions = spelledOut(word);
  const [only, ...others] = actions;
  if (only === undefined) return [];
  if (others.length > 0 || only.toLowerCase() !== word.toLowerCase())
    return [`**${code(word)}**`, `Matches ${listed(actions)}.`];
  const known = actionDescription(only);
  if (!known) return [];
  const kms = kmsAction(only);
  const on = kms ? kms.resourceTypes : (allServices.serviceAction(only)?.resources ?? []);
  return [
    `**${code(only)}** · ${known.accessLevel}`,
    `${known.description}.`,
    kms ? reachOf(kms.name) : "",
    on.length === 0 ? 'Supports no resource types: it requires `"Resource": "*"`.' : "",
    kms && kms.resourceTypes.length > 1
      ? `Needs permission on the ${kms.resourceTypes.join(" and on the ")}.`
      : "",
    `Source: Service Authorization Reference, “${serviceTitle(only)}”`,
  ];
}

const titles: Readonly<Record<string, string>> = {
  kms: "AWS Key Management Service",
  ec2: "Amazon EC2",
  ebs: "Amazon Elastic Block Store",
  iam: "AWS Identity and Access Management (IAM)",
  sts: "AWS Security Token Service",
};

function serviceTitle(action: string): string {
  const service = action.slice(0, action.indexOf(":"));
  return `Actions, resources, and condition keys for ${titles[service] ?? service}`;
}

/** Explains a condition key: its type, the requests that contain it, and the statement's actions that never do. */
export function aboutConditionKey(
  word: string,
  statement: Readonly<Record<string, unknown>>,
): readonly string[] {
  const known = allServices.conditionKey(word);
  if (!known) return [];
  const name = word.toLowerCase();
  const actions = actionsOf(statement);
  const hasKey = allServices.carriesKey(name);
  const without = actions.filter((action) => !hasKey(action));
  return [
    `**${code(word)}** · ${known.type}${known.list ? ", multivalued" : ""}`,
    sentence(conditionKeyDescription(word) ?? ""),
    known.list ? "The operator needs `ForAllValues:` or `ForAnyValue:` before it." : "",
    requestsWithKey(name),
    without.length > 0 ? `Requests for ${listed(without)} never contain this key.` : "",
    name.startsWith("kms:")
      ? "Source: KMS Developer Guide, “Condition keys for AWS KMS”"
      : name.startsWith("aws:")
        ? "Source: IAM User Guide, “AWS global condition context keys”"
        : `Source: Service Authorization Reference, “${serviceTitle(name)}”`,
  ];
}

const sentence = (text: string) => (text === "" || text.endsWith(".") ? text : `${text}.`);

function requestsWithKey(name: string): string {
  if (!name.startsWith("kms:")) return "";
  const carriers = kmsActions.filter((action) => carriesConditionKey(action.name, name));
  if (carriers.length === kmsActions.length || carriers.length === 0) return "";
  return `Only in requests for ${listed(carriers.map((action) => `kms:${action.name}`))}.`;
}

function listed(actions: readonly string[]): string {
  if (actions.length > mostNames) return `${actions.length} actions`;
  return actions.map(code).join(", ");
}
