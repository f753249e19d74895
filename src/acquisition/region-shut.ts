import type { Decision, StatementReference } from "#engine";
import { asList, formatArn, globMatches, hasWildcard, parseArn } from "#policy";
import { placedAt, type Question } from "./question.ts";

/** Condition keys whose values are, or name, a region. */
const regionKeys: ReadonlySet<string> = new Set(["aws:requestedregion", "kms:viaservice"]);

/**
 * The documents whose own conditions or resources keep a denied request's region out.
 * Source of the concern: the vendor's "KMS considerations for cross-region" (conditions that shut the region out).
 */
export function regionShutBy({ outcome, trace }: Decision, question: Question): readonly string[] {
  if (outcome === "allowed") return [];
  const region = parseArn(trace.request.resource)?.region ?? "";
  const shut = trace.statements.filter((statement) => {
    const documentId = placedAt(statement.at, question)?.documentId;
    if (documentId === undefined) return false;
    if (statement.result === "applies")
      return statement.effect === "Deny" && deniesByRegion(statement.at, question);
    if (!statement.close || statement.effect === "Deny") return false;
    const { failure } = statement;
    if (failure.kind === "condition") return regionKeys.has(failure.key.toLowerCase());
    // The very key is named, in another region: the same ARN with this one would have fitted.
    return (
      failure.kind === "resource" &&
      failure.wanted.some((wanted) => {
        const arn = parseArn(wanted);
        return (
          arn !== undefined &&
          arn.region !== region &&
          !hasWildcard(arn.resource) &&
          globMatches(formatArn({ ...arn, region }), failure.found)
        );
      })
    );
  });
  return [...new Set(shut.flatMap(({ at }) => placedAt(at, question)?.documentId ?? []))];
}

function deniesByRegion(at: StatementReference, question: Question): boolean {
  const policy = placedAt(at, question)?.policy;
  const statement = policy && asList(policy.Statement)[at.statement];
  const condition: unknown = statement?.Condition;
  if (typeof condition !== "object" || condition === null) return false;
  return Object.values(condition).some(
    (keys: unknown) =>
      typeof keys === "object" &&
      keys !== null &&
      Object.keys(keys).some((key) => regionKeys.has(key.toLowerCase())),
  );
}
