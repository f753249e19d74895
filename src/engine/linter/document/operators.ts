/** Which family an operator belongs to: what it can compare. */
export type OperatorFamily =
  | "String"
  | "Numeric"
  | "Date"
  | "Bool"
  | "Binary"
  | "IpAddress"
  | "Arn"
  | "Null";

/** A condition operator, split into its parts. */
export interface Operator {
  /** As written. */
  readonly text: string;
  /** Without set prefix and `IfExists`. */
  readonly name: string;
  readonly set: "ForAllValues" | "ForAnyValue" | undefined;
  readonly ifExists: boolean;
  /** Nothing for an operator that does not exist. */
  readonly family: OperatorFamily | undefined;
  readonly isNegated: boolean;
  /** `*` and `?` are wildcards in its values. */
  readonly takesWildcards: boolean;
}

/** Source: IAM User Guide, "IAM JSON policy elements: Condition operators". */
const families: Readonly<Record<OperatorFamily, readonly string[]>> = {
  String: [
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
  ],
  Numeric: [
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
  ],
  Date: [
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
  ],
  Bool: ["Bool"],
  Binary: ["BinaryEquals"],
  IpAddress: ["IpAddress", "NotIpAddress"],
  Arn: ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
  Null: ["Null"],
};

const familyOf: ReadonlyMap<string, OperatorFamily> = new Map(
  Object.entries(families).flatMap(([family, names]) =>
    names.map((name) => [name, family as OperatorFamily] as const),
  ),
);

/** The operators without set prefix and `IfExists`. */
export const operatorNames: readonly string[] = [...familyOf.keys()];

/** Reads an operator as written; case counts. */
export function readOperator(text: string): Operator {
  const colon = text.indexOf(":");
  const prefix = colon < 0 ? "" : text.slice(0, colon);
  const set = prefix === "ForAllValues" || prefix === "ForAnyValue" ? prefix : undefined;
  const rest = set ? text.slice(colon + 1) : text;
  const ifExists = rest.endsWith("IfExists");
  const name = ifExists ? rest.slice(0, -"IfExists".length) : rest;
  const family = name === "Null" && ifExists ? undefined : familyOf.get(name);
  return {
    text,
    name,
    set,
    ifExists,
    family,
    isNegated: family !== undefined && name.includes("Not"),
    takesWildcards: name.endsWith("Like") || family === "Arn",
  };
}
