/**
 * What CloudFormation would not deploy as it is written, in words that fit after "because it has"; nothing where all of
 * a value stays literal. CloudFormation evaluates intrinsic functions anywhere in a resource's properties and dynamic
 * references anywhere in text, has no escape for either, and takes no null.
 * Sources: CloudFormation User Guide, "Intrinsic function reference", "Get values stored in other services using dynamic
 * references".
 */
export function notAsWritten(value: unknown): string | undefined {
  if (value === null || value === undefined) return "a null, which no template can contain";
  if (typeof value === "string") return notLiteral(value);
  if (typeof value === "number" && !Number.isFinite(value))
    return "a number that is too large to write";
  if (typeof value !== "object") return undefined;
  if (Array.isArray(value)) return firstOf(value.map(notAsWritten));
  return firstOf(
    Object.entries(value).map(
      ([name, member]) => notAName(name) ?? notLiteral(name) ?? notAsWritten(member),
    ),
  );
}

function notAName(name: string): string | undefined {
  if (name !== "Ref" && !name.startsWith("Fn::")) return undefined;
  return `a member \`${name}\`, which CloudFormation would evaluate`;
}

function notLiteral(text: string): string | undefined {
  if (!text.includes("{{resolve:")) return undefined;
  return "text with `{{resolve:`, which CloudFormation would replace";
}

function firstOf(reasons: readonly (string | undefined)[]): string | undefined {
  return reasons.find((reason) => reason !== undefined);
}
