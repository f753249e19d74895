import { readState, type Watch } from "#evidence";
import { descriptionOf } from "../watch-text.ts";
import { attribute, type Block, block, call, type Item, literal, reference } from "./hcl.ts";
import { providerOf } from "./providers.ts";
import { textVariable } from "./variables.ts";

/** The oldest AWS provider that takes a rule's `state`. Source: terraform-provider-aws, issue 37679. */
export const watchingProvider = ">= 5.27";

/** The rules of one account, and the variable of their target in each region. */
export interface Watching {
  readonly resources: readonly Item[];
  readonly variables: readonly Block[];
  /** Where the rules stand: each needs a provider. */
  readonly regions: readonly string[];
}

/**
 * EventBridge rules that show what the answers leave open. Each sends to the target of its region.
 * Source: Terraform AWS provider, `aws_cloudwatch_event_rule` and `aws_cloudwatch_event_target`.
 */
export function watchingOf(watches: readonly Watch[]): Watching {
  const regions = [...new Set(watches.map(({ region }) => region))];
  return {
    regions,
    resources: watches.flatMap(ruleOf),
    variables: regions.map((region) =>
      textVariable({
        name: targetOf(region),
        description: `What EventBridge tells in ${region}: the ARN of an SNS topic, queue, function or event bus there. Its own policy must let events.amazonaws.com send.`,
        pattern: "^arn:[^:]+:[^:]+:",
        otherwise: "The target is an ARN.",
      }),
    ),
  };
}

function ruleOf({ name, titles, pattern, isRead, region }: Watch): readonly Block[] {
  const label = name.replaceAll("-", "_");
  const provider = attribute("provider", providerOf(region));
  return [
    block(
      "resource",
      ["aws_cloudwatch_event_rule", label],
      [
        provider,
        attribute("name", literal(name)),
        attribute("description", literal(descriptionOf(titles))),
        attribute("event_pattern", call("jsonencode", literal(pattern))),
        ...(isRead ? [attribute("state", literal(readState))] : []),
      ],
    ),
    block(
      "resource",
      ["aws_cloudwatch_event_target", label],
      [
        provider,
        attribute("rule", reference("aws_cloudwatch_event_rule", label, "name")),
        attribute("arn", reference("var", targetOf(region))),
      ],
    ),
  ];
}

function targetOf(region: string): string {
  return `watch_target_${region.replaceAll("-", "_")}`;
}
