import { readState, type Watch, type Watches } from "#evidence";
import { awsCommand } from "#policy";
import type { ExportedFile } from "../exported-document.ts";
import { codeBlock, codeSpan } from "../plain-text.ts";
import { descriptionOf, watchParagraphs } from "../watch-text.ts";
import { printTemplate, type RuleResource, type TemplateFormat } from "./template.ts";

/** A stack of rules: one for each account and region. */
interface WatchStack {
  readonly account: string;
  readonly region: string;
  readonly watches: readonly Watch[];
}

/**
 * A template of EventBridge rules for each account and region in which the answers leave something open.
 * Source: CloudFormation Template Reference, `AWS::Events::Rule`.
 */
export function watchingFiles(
  { watches }: Watches,
  format: TemplateFormat,
): readonly ExportedFile[] {
  return stacksOf(watches).map((stack) => ({
    path: fileOf(stack, format),
    text: printTemplate(
      {
        description: `Tells what the answers leave open in account ${stack.account}, ${stack.region}`,
        parameters: {
          WatchTarget: {
            Type: "String",
            Description:
              "The ARN of an SNS topic, queue, function or event bus of the region. Its own policy must let events.amazonaws.com send.",
            AllowedPattern: "arn:[^:]+:[^:]+:.*",
          },
        },
        resources: Object.fromEntries(stack.watches.map((watch) => [idOf(watch), ruleOf(watch)])),
        outputs: {},
      },
      format,
    ),
  }));
}

/** What the README says of them, with the command of each stack. */
export function watchingGuide(watches: Watches, format: TemplateFormat): readonly string[] {
  return [
    "## Watch what stays open",
    ...watchParagraphs(watches),
    ...stacksOf(watches.watches).map((stack) =>
      [
        `Account ${codeSpan(stack.account)}, ${codeSpan(stack.region)}:`,
        codeBlock("sh", [
          `${awsCommand("cloudformation", "deploy", {
            region: stack.region,
            "stack-name": "Keyhole-watching",
            "template-file": fileOf(stack, format),
          })} --parameter-overrides WatchTarget=TARGET_ARN`,
        ]),
      ].join("\n\n"),
    ),
  ];
}

function stacksOf(watches: readonly Watch[]): readonly WatchStack[] {
  const stacks = new Map<string, Watch[]>();
  for (const watch of watches) {
    const name = `${watch.account} ${watch.region}`;
    stacks.set(name, [...(stacks.get(name) ?? []), watch]);
  }
  return [...stacks.values()].flatMap((own) => {
    const [first] = own;
    return first ? [{ account: first.account, region: first.region, watches: own }] : [];
  });
}

/** Accounts and regions of watches are ids and names of AWS: safe in a file's name. */
function fileOf({ account, region }: WatchStack, format: TemplateFormat): string {
  return `${account}-${region}-watching.${format}`;
}

function idOf({ name }: Watch): string {
  return name.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function ruleOf({ name, titles, pattern, isRead, account }: Watch): RuleResource {
  return {
    Type: "AWS::Events::Rule",
    Properties: {
      Name: name,
      Description: descriptionOf(titles),
      EventPattern: pattern,
      State: isRead ? readState : "ENABLED",
      Targets: [{ Arn: { Ref: "WatchTarget" }, Id: `keyhole-${account}` }],
    },
  };
}
