import { objectOf, type Unknown } from "../json.ts";

/**
 * A row that a query wrote as a list: `[{ field, value }]` of Logs Insights, `[{ name: value }]` of CloudTrail Lake. Returns
 * `undefined` for other lists. Source: CloudWatch Logs API Reference, "GetQueryResults"; CloudTrail API Reference,
 * "GetQueryResults".
 */
export function rowOf(list: readonly unknown[]): Unknown | undefined {
  if (list.length < 2 || list.length > mostColumns) return undefined;
  const pairs = list.map(pairOf);
  return pairs.every((pair) => pair !== undefined) ? Object.fromEntries(pairs) : undefined;
}

const mostColumns = 200;

function pairOf(cell: unknown): readonly [string, unknown] | undefined {
  const members = Object.entries(objectOf(cell));
  const { field, value } = objectOf(cell);
  if (typeof field === "string" && typeof value === "string") return [field, value];
  const [only] = members;
  return only && members.length === 1 && typeof only[1] !== "object" ? only : undefined;
}
