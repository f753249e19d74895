/** Control characters, and those that turn the direction of what follows (Unicode Standard Annex 9). */
const unprintable = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u;
const everyUnprintable = new RegExp(unprintable, "gu");
/** Nearly every text has nothing else. */
const plainText = /^[ -~]*$/;

/**
 * The same plain data with every character replaced that could steer a terminal or hide text: what a policy says must
 * not be able to. What has none stays the same object: a copy of a large verdict would need as much memory again.
 */
export function printable<Value>(value: Value): Value {
  if (isPrintable(value)) return value;
  if (typeof value === "string") return value.replace(everyUnprintable, "\uFFFD") as Value;
  if (Array.isArray(value)) return value.map(printable) as Value;
  return Object.fromEntries(
    Object.entries(value as object).map(([key, member]) => [printable(key), printable(member)]),
  ) as Value;
}

function isPrintable(value: unknown): boolean {
  if (typeof value === "string") return plainText.test(value) || !unprintable.test(value);
  if (Array.isArray(value)) return value.every(isPrintable);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, member]) => isPrintable(key) && isPrintable(member));
}
