import { listed } from "./principal-words.ts";
import type { Comparison } from "./types.ts";

/** For each operator what it says when it holds, and when it does not. */
const phrases: Readonly<Record<string, readonly [string, string]>> = {
  Equals: ["is", "is not"],
  EqualsIgnoreCase: ["is, in any case,", "is not, in any case,"],
  Like: ["is like", "is not like"],
  LessThan: ["is below", "is not below"],
  LessThanEquals: ["is at most", "is not at most"],
  GreaterThan: ["is above", "is not above"],
  GreaterThanEquals: ["is at least", "is not at least"],
  Address: ["is in", "is not in"],
};

/** One comparison as a clause: "kms:ViaService is ec2.us-east-1.amazonaws.com". */
export function comparisonWords(key: string, { operator, values, holds }: Comparison): string {
  if (operator === "Null") {
    const isAbsent = values.some((value) => value.toLowerCase() === "true") === holds;
    return `${key} is ${isAbsent ? "absent" : "present"}`;
  }
  const prefix = /^For(?:AllValues|AnyValue):/.exec(operator)?.[0] ?? "";
  const bare = operator.slice(prefix.length);
  const ifExists = bare.endsWith("IfExists");
  const name = ifExists ? bare.slice(0, -"IfExists".length) : bare;
  const negated = /Not/.test(name);
  const kind = name
    .replace(/^(?:String|Arn|Numeric|Date|Binary)/, "")
    .replace("Not", "")
    .replace("IpAddress", "Address");
  const phrase = phrases[kind === "Bool" ? "Equals" : kind] ?? phrases.Equals;
  // "If it exists" belongs to what holds; denied, the key is there.
  const says = phrase?.[holds === negated ? 1 : 0] ?? "is";
  const subject =
    prefix === "" ? key : `${prefix.startsWith("ForAll") ? "every" : "some"} value of ${key}`;
  const clause = `${subject} ${says} ${values.length === 0 ? "anything" : listed(values, "or")}`;
  if (prefix !== "" && !holds)
    return `it is not so that ${comparisonWords(key, { operator, values, holds: true, effect: "Allow", variables: false })}`;
  return ifExists ? `${clause} ${holds ? "or absent" : "and present"}` : clause;
}
