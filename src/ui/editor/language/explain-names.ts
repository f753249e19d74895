import { actionDescription, conditionKeyDescription } from "#policy/descriptions";
import { carriesConditionKey, kmsAction, kmsActions } from "#policy/kms";
import { allServices } from "#policy/services";
import { actionsOf, spelledOut } from "./statement-actions.ts";
import { reachOf } from "./suggest-actions.ts";
import { code } from "./suggestion.ts";

/** More names than these are counted, not listed. */
const mostNames = 12;

/** What an action is: its description, its kind of access, whether it reaches across accounts. */
export function aboutAction(word: string): readonly string[] {
  const actions = spelledOut(word);
  const [only, ...others] = actions;
  if (only === undefined) return [];
  if (others.length > 0 || only.toLowerCase() !== word.toLowerCase())
    return [`**${code(word)}**`, `Stands for ${listed(actions)}.`];
  const known = actionDescription(only);
  if (!known) return [];
  const kms = kmsAction(only);
  const on = kms ? kms.resourceTypes : (allServices.serviceAction(only)?.resources ?? []);
  return [
    `**${code(only)}** · ${known.accessLevel}`,
    `${known.description}.`,
    kms ? reachOf(kms.name) : "",
    on.length === 0 ? "Takes no resource: allow it on `*`." : "",
    kms && kms.resourceTypes.length > 1
      ? `Checked twice: on the ${kms.resourceTypes.join(" and on the ")}.`
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

/** What a condition key compares, in which requests it exists, and which actions of the statement never bring it. */
export function aboutConditionKey(
  word: string,
  statement: Readonly<Record<string, unknown>>,
): readonly string[] {
  const known = allServices.conditionKey(word);
  if (!known) return [];
  const name = word.toLowerCase();
  const actions = actionsOf(statement);
  const carriesIt = allServices.carriesKey(name);
  const without = actions.filter((action) => !carriesIt(action));
  return [
    `**${code(word)}** · ${known.type}${known.list ? ", several values" : ""}`,
    sentence(conditionKeyDescription(word) ?? ""),
    known.list ? "Takes `ForAllValues:` or `ForAnyValue:` before its operator." : "",
    whereItIs(name),
    without.length > 0
      ? `Of this statement’s actions, ${listed(without)} never ${without.length === 1 ? "brings" : "bring"} it.`
      : "",
    name.startsWith("kms:")
      ? "Source: KMS Developer Guide, “Condition keys for AWS KMS”"
      : name.startsWith("aws:")
        ? "Source: IAM User Guide, “AWS global condition context keys”"
        : `Source: Service Authorization Reference, “${serviceTitle(name)}”`,
  ];
}

const sentence = (text: string) => (text === "" || text.endsWith(".") ? text : `${text}.`);

function whereItIs(name: string): string {
  if (!name.startsWith("kms:")) return "";
  const carriers = kmsActions.filter((action) => carriesConditionKey(action.name, name));
  if (carriers.length === kmsActions.length || carriers.length === 0) return "";
  return `In requests for ${listed(carriers.map((action) => `kms:${action.name}`))} of KMS.`;
}

function listed(actions: readonly string[]): string {
  if (actions.length > mostNames) return `${actions.length} actions`;
  return actions.map(code).join(", ");
}
