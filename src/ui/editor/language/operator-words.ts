/** What each operator compares. Source: IAM User Guide, "IAM JSON policy elements: Condition operators". */
const words: Readonly<Record<string, string>> = {
  StringEquals: "The value equals one of these. Case matters, and `*` is an ordinary character.",
  StringNotEquals: "The value equals none of these. Case matters.",
  StringEqualsIgnoreCase: "The value equals one of these. Case does not matter.",
  StringNotEqualsIgnoreCase: "The value equals none of these. Case does not matter.",
  StringLike:
    "The value matches one of these patterns: `*` is any text, `?` is one character. Case matters.",
  StringNotLike: "The value matches none of these patterns.",
  NumericEquals: "The number is one of these.",
  NumericNotEquals: "The number is none of these.",
  NumericLessThan: "The number is smaller.",
  NumericLessThanEquals: "The number is smaller or equal.",
  NumericGreaterThan: "The number is larger.",
  NumericGreaterThanEquals: "The number is larger or equal.",
  DateEquals: "The time equals this time.",
  DateNotEquals: "The time does not equal this time.",
  DateLessThan: "The time is before this time.",
  DateLessThanEquals: "The time is before or equal to this time.",
  DateGreaterThan: "The time is after this time.",
  DateGreaterThanEquals: "The time is after or equal to this time.",
  Bool: "The value is `true` or `false`, as written here.",
  BinaryEquals: "The bytes equal these, written in base64.",
  IpAddress: "The address is in one of these ranges.",
  NotIpAddress: "The address is in none of these ranges.",
  ArnEquals: "The ARN matches one of these, part by part. `*` and `?` work as in ArnLike.",
  ArnLike: "The ARN matches one of these patterns, part by part.",
  ArnNotEquals: "The ARN matches none of these, part by part.",
  ArnNotLike: "The ARN matches none of these patterns, part by part.",
  Null: "`true`: the request does not contain the key. `false`: it contains the key.",
};

/** Explains an operator with its set prefix and `IfExists`. Returns an empty text for an unknown operator. */
export function operatorWords(operator: string): string {
  const set = /^(ForAllValues|ForAnyValue):/.exec(operator)?.[1];
  const rest = set ? operator.slice(set.length + 1) : operator;
  const ifExists = rest.endsWith("IfExists");
  const name = ifExists ? rest.slice(0, -"IfExists".length) : rest;
  const own = Object.hasOwn(words, name) ? words[name] : undefined;
  if (own === undefined || (name === "Null" && ifExists)) return "";
  const isNegated = name.includes("Not");
  return [
    own,
    set === "ForAllValues" &&
      "Every value in the request must match. A request without the key passes.",
    set === "ForAnyValue" &&
      "At least one value in the request must match. A request without the key fails.",
    ifExists && "A request without the key passes.",
    !set && !ifExists && name !== "Null" && missing(isNegated),
  ]
    .filter((part) => part !== false)
    .join(" ");
}

const missing = (isNegated: boolean) =>
  isNegated ? "A request without the key passes." : "A request without the key fails.";
