import { isDeeperThan, maximumDocumentLength } from "#policy";
import { decodedJson, urlDecodedAll } from "./embedded/decode.ts";
import { maximumDepth } from "./limits.ts";
import { isPolicy, isStatement } from "./policy-kind.ts";
import { isObject, type Members } from "./value.ts";

/** A policy with the text that the editor gets, or the reason why it is no policy. */
export type DocumentText =
  | { readonly ok: true; readonly policy: Members; readonly text: string }
  | { readonly ok: false; readonly message: string };

/**
 * Reads a policy document: an object, JSON in a string, or URL-encoded JSON. Keeps the layout of JSON in a string if it
 * has several lines or is to be kept `verbatim`; prints everything else.
 * Source: IAM API Reference, "GetRolePolicy" (URL-encoding by RFC 3986).
 */
export function documentText(document: unknown, verbatim = false): DocumentText {
  if (typeof document === "string") return ofString(document, verbatim);
  if (isPolicy(document)) return bounded(document, JSON.stringify(document, null, 2));
  // Users also copy a single statement or a list of statements out of a policy.
  const statements = isStatement(document) ? [document] : document;
  if (Array.isArray(statements) && statements.length > 0 && statements.every(isStatement)) {
    const policy = { Version: "2012-10-17", Statement: statements as unknown[] };
    return bounded(policy, JSON.stringify(policy, null, 2));
  }
  return { ok: false, message: "This is no policy: it has no statements." };
}

function ofString(document: string, verbatim: boolean): DocumentText {
  const text = urlDecodedAll(document.trim()).trim();
  if (text.length > maximumDocumentLength || isDeeperThan(text, maximumDepth)) return tooLarge;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, message: "Its document is not JSON." };
  }
  if (!isPolicy(value) || !isObject(value))
    return documentText(typeof value === "string" ? decodedJson(value) : value);
  return verbatim || text.includes("\n")
    ? bounded(value, text)
    : bounded(value, JSON.stringify(value, null, 2));
}

function bounded(policy: Members, text: string): DocumentText {
  return text.length > maximumDocumentLength ? tooLarge : { ok: true, policy, text };
}

const tooLarge: DocumentText = {
  ok: false,
  message: "Its document is larger or more deeply nested than AWS allows.",
};
