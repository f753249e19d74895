/** Control characters, and those that turn the direction of what follows (Unicode Standard Annex 9). */
const unprintable = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;
/** Nearly every text has nothing else. */
const plainText = /^[ -~]*$/;

/**
 * The same plain data with every character replaced that could steer a terminal or hide text: what a policy says must
 * not be able to.
 */
export function printable<Value>(value: Value): Value {
  if (typeof value === "string")
    return (plainText.test(value) ? value : value.replace(unprintable, "\uFFFD")) as Value;
  if (Array.isArray(value)) return value.map(printable) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [printable(key), printable(member)]),
  ) as Value;
}
