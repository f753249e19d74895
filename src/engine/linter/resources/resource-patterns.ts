import { type ArnParts, parseArn } from "#policy";
import type { ServiceReference } from "#policy/services/core";
import type { LintedDocument, ResourceEntry } from "../document/view.ts";
import { patternsOverlap, variablesAsWildcards } from "../patterns.ts";

/** A resource that is nothing but stars. */
export function isEveryResource({ text }: ResourceEntry): boolean {
  return text !== "" && text.replaceAll("*", "") === "";
}

/** Whether an ARN pattern can be some resource of a kind, part by part. */
function overlaps(one: ArnParts, other: ArnParts): boolean {
  return (
    patternsOverlap(one.partition, other.partition) &&
    patternsOverlap(one.service, other.service) &&
    patternsOverlap(one.region, other.region) &&
    patternsOverlap(one.account, other.account) &&
    patternsOverlap(one.resource, other.resource)
  );
}

/** The reference's ARN format as a pattern. */
type PatternOf = (format: string) => ArnParts | undefined;

/**
 * Whether an action can have a resource, as far as the reference says; one of a service not known in full, or a
 * resource that is no ARN, counts as fitting. Calls without resource want `*`; CreateKey also takes
 * `arn:…:kms:REGION:ACCOUNT:*`. Source: Service Authorization Reference.
 */
function canHave(
  action: string,
  resource: ResourceEntry,
  services: ServiceReference,
  patternOf: PatternOf,
): boolean {
  const { arn } = resource;
  if (!arn || isEveryResource(resource)) return true;
  const facts = services.serviceAction(action);
  if (!facts) return true;
  if (facts.resources.length === 0)
    return action === "kms:CreateKey" && arn.service === "kms" && arn.resource === "*";
  return facts.resources.some((format) => {
    const pattern = patternOf(format);
    return !pattern || overlaps(arn, pattern);
  });
}

/** `LintedDocument.someCanHave` of one document: its entries with the same pattern share their list of actions and the answer. */
export function createSomeCanHave(services: ServiceReference): LintedDocument["someCanHave"] {
  const patterns = new Map<string, ArnParts | undefined>();
  const patternOf = (format: string) => {
    if (!patterns.has(format)) patterns.set(format, parseArn(variablesAsWildcards(format)));
    return patterns.get(format);
  };
  const answers = new Map<readonly string[], Map<string, boolean>>();
  return (actions, resource) => {
    const byResource = answers.get(actions) ?? new Map<string, boolean>();
    answers.set(actions, byResource);
    const answer =
      byResource.get(resource.text) ??
      actions.some((action) => canHave(action, resource, services, patternOf));
    byResource.set(resource.text, answer);
    return answer;
  };
}

const part = (arn: ArnParts, resource: string): ArnParts => ({ ...arn, resource });

/** Whether a resource can be an alias of KMS. */
export function canBeAlias(resource: ResourceEntry): boolean {
  if (isEveryResource(resource)) return true;
  const { arn } = resource;
  return (
    arn !== undefined && patternsOverlap(arn.service, "kms") && overlaps(arn, part(arn, "alias/*"))
  );
}

/** Whether a resource can be a KMS key. */
export function canBeKey(resource: ResourceEntry): boolean {
  if (isEveryResource(resource)) return true;
  const { arn } = resource;
  return (
    arn !== undefined && patternsOverlap(arn.service, "kms") && overlaps(arn, part(arn, "key/*"))
  );
}

/** Whether a resource is any key: `*`, `…:*` or `…:key/*`. */
export function isAnyKey(resource: ResourceEntry): boolean {
  if (isEveryResource(resource)) return true;
  const { arn } = resource;
  return arn !== undefined && arn.service === "kms" && ["*", "key/*"].includes(arn.resource);
}
