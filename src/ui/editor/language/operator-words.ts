/** What an operator asks. Source: IAM User Guide, "IAM JSON policy elements: Condition operators". */
const words: Readonly<Record<string, string>> = {
  StringEquals: "The value is exactly one of these; case counts, `*` is an asterisk.",
  StringNotEquals: "The value is none of these; case counts.",
  StringEqualsIgnoreCase: "The value is one of these, in any case.",
  StringNotEqualsIgnoreCase: "The value is none of these, in any case.",
  StringLike:
    "The value fits one of these patterns: `*` is any text, `?` one character. Case counts.",
  StringNotLike: "The value fits none of these patterns.",
  NumericEquals: "The number is one of these.",
  NumericNotEquals: "The number is none of these.",
  NumericLessThan: "The number is smaller.",
  NumericLessThanEquals: "The number is smaller or the same.",
  NumericGreaterThan: "The number is larger.",
  NumericGreaterThanEquals: "The number is larger or the same.",
  DateEquals: "The time is this one.",
  DateNotEquals: "The time is not this one.",
  DateLessThan: "The time is before this.",
  DateLessThanEquals: "The time is this one or before it.",
  DateGreaterThan: "The time is after this.",
  DateGreaterThanEquals: "The time is this one or after it.",
  Bool: "The value is `true`, or `false`, as given.",
  BinaryEquals: "The bytes are these, in base64.",
  IpAddress: "The address is in one of these ranges.",
  NotIpAddress: "The address is in none of these ranges.",
  ArnEquals: "The ARN fits one of these, part by part: `*` and `?` count as in ArnLike.",
  ArnLike: "The ARN fits one of these patterns, part by part.",
  ArnNotEquals: "The ARN fits none of these, part by part.",
  ArnNotLike: "The ARN fits none of these patterns, part by part.",
  Null: "`true`: the request does not bring the key. `false`: it does.",
};

/** What an operator asks, with its set prefix and `IfExists`; empty for one that there is not. */
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
    set === "ForAllValues" && "Asked of every value of the request; a request without any passes.",
    set === "ForAnyValue" &&
      "Asked of the request’s values: one is enough, a request without any fails.",
    ifExists && "A request that does not bring the key passes.",
    !set && !ifExists && name !== "Null" && missing(isNegated),
  ]
    .filter((part) => part !== false)
    .join(" ");
}

const missing = (isNegated: boolean) =>
  isNegated
    ? "A request that does not bring the key passes."
    : "A request that does not bring the key fails.";
