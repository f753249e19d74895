import { isDeeperThan } from "#policy";
import { maximumDepth } from "../limits.ts";

/** How often one text may be encoded inside another: a policy in an event in a log line is encoded three times. */
const maximumDecodings = 5;

/**
 * The JSON value in a text: JSON, JSON in a JSON string, or either of them URL-encoded, up to five times. Returns
 * `undefined` for any other text. Work is linear in the text.
 */
export function decodedJson(text: string): unknown {
  let value: unknown = text;
  for (let count = 0; count < maximumDecodings && typeof value === "string"; count += 1) {
    const plain = urlDecodedAll(value.trim());
    if (!/^[[{"]/.test(plain) || isDeeperThan(plain, maximumDepth)) return undefined;
    try {
      value = JSON.parse(plain) as unknown;
    } catch {
      return undefined;
    }
  }
  return typeof value === "object" && value !== null ? value : undefined;
}

/** Undoes URL-encoding of JSON, also where it was applied twice. Returns any other text unchanged. */
export function urlDecodedAll(text: string): string {
  let plain = text;
  for (let count = 0; count < 3 && /^%(?:25)*(?:7B|5B|22|0A|20)/i.test(plain); count += 1) {
    try {
      plain = decodeURIComponent(plain.replaceAll("+", "%20"));
    } catch {
      return text;
    }
  }
  return plain;
}
