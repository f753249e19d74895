import { expandActionPattern } from "#policy/kms";
import type { ServiceReference } from "#policy/services/core";
import { allow, policy } from "../examples.ts";
import { replaceInList } from "../fixes.ts";
import { nearest } from "../patterns.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";

/** An entry that does not have the form of an action. */
export const actionFormat: Rule = {
  id: "action-format",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "An entry of Action is neither `*` nor `service:Name` with a service that exists.",
    why: "AWS refuses the document, or takes it and the entry names nothing.",
    failing: policy(allow("Decrypt")),
    passing: policy(allow("kms:Decrypt")),
    source: "IAM User Guide, Access Analyzer policy check reference (Invalid service in action)",
  },
  *check({ tree, statements, services }) {
    for (const { actions, notActions } of statements)
      for (const entry of [...actions, ...notActions]) {
        if (entry.isAll || entry.service !== "") continue;
        const meant = meaning(entry.text, services);
        yield {
          at: entry,
          message: messageFor(entry.text, services),
          fix: meant ? replaceInList(tree, entry, meant) : undefined,
        };
      }
  },
};

function messageFor(text: string, services: ServiceReference): string {
  const [service = "", name, more] = text.split(":");
  if (name === undefined) return `\`${text}\` names no action: write it as \`service:Name\``;
  if (more !== undefined) return `\`${text}\` names no action: \`service:Name\` has one colon`;
  if (services.isService(service))
    return `\`${text}\` names no action: the name after the colon is missing`;
  return `\`${text}\` names no action: AWS has no service \`${service}\``;
}

/** A KMS action without its prefix, or one of a misspelt service. */
function meaning(text: string, services: ServiceReference): string | undefined {
  const [service = "", name, more] = text.split(":");
  if (more !== undefined) return undefined;
  if (name === undefined) {
    const [action] = expandActionPattern(`kms:${text}`);
    return action && !text.includes("*") ? `kms:${action}` : undefined;
  }
  const meant =
    name !== "" && !services.isService(service)
      ? nearest(service, services.servicePrefixes)
      : undefined;
  return meant && expandActionPattern(`${meant}:${name}`).length > 0
    ? `${meant}:${name}`
    : undefined;
}
