import { limits, sizeInBytes, sizeWithoutWhiteSpace } from "#policy";
import type { GeneratedDocument } from "./document.ts";

/** Something that the documents need more of than AWS gives by default. */
export interface PastLimit {
  /** The document, of a split policy its first part. */
  readonly documentId: string;
  /** `platform`, or the id of the target that has the role or key. */
  readonly owner: string;
  readonly what: "managed-policies" | "trust-policy" | "key-policy";
  readonly account: string;
  /** Of a key policy. */
  readonly region?: string;
  /** What a person calls it: the role's name, the key's id or alias. */
  readonly name: string;
  readonly needs: number;
  readonly limit: number;
  /** `needs-increase`: AWS gives that much on request. `cannot-fit`: never. */
  readonly state: "needs-increase" | "cannot-fit";
  /** “CadoResponseRole needs 61 managed policies.” */
  readonly title: string;
  /** What AWS gives, and what to do. */
  readonly text: string;
}

/**
 * What of the documents is past AWS's limits, in their order; all else fits.
 * Sources: IAM User Guide, "IAM and AWS STS quotas"; KMS Developer Guide, "Resource quotas".
 */
export function pastLimits(documents: readonly GeneratedDocument[]): readonly PastLimit[] {
  return documents.flatMap((document) => {
    if (document.kind === "identity") return tooManyPolicies(document);
    return document.kind === "trust" ? tooLongTrust(document) : tooLongKeyPolicy(document);
  });
}

const english = new Intl.NumberFormat("en-US");

function tooManyPolicies(document: GeneratedDocument): readonly PastLimit[] {
  const { attachedPolicies: limit, attachedPoliciesOnRequest: most } = limits;
  const { name, part } = document;
  if (part?.number !== 1 || part.of <= limit) return [];
  const needs = part.of;
  const onRequest = needs <= most;
  return [
    {
      ...placeOf(document),
      what: "managed-policies",
      needs,
      limit,
      state: onRequest ? "needs-increase" : "cannot-fit",
      title: `${name} needs ${english.format(needs)} managed policies`,
      text: onRequest
        ? `AWS attaches ${limit} to a role. Ask for ${needs} in Service Quotas, or name keys by a tag or alias that they share.`
        : `AWS attaches ${limit} to a role, ${most} at most on request. A tag or alias that keys share names many at once.`,
    },
  ];
}

function tooLongTrust(document: GeneratedDocument): readonly PastLimit[] {
  const { trustPolicy: limit, trustPolicyOnRequest: most } = limits;
  if (document.text.length <= limit) return [];
  const needs = sizeWithoutWhiteSpace(document.text);
  if (needs <= limit) return [];
  const onRequest = needs <= most;
  return [
    {
      ...placeOf(document),
      what: "trust-policy",
      needs,
      limit,
      state: onRequest ? "needs-increase" : "cannot-fit",
      title: `The trust policy of ${document.name} has ${english.format(needs)} characters`,
      text: `IAM takes ${english.format(limit)}, ${english.format(most)} at most on request. ${
        onRequest ? "Ask for more in Service Quotas, or shorten" : "Shorten"
      } the external id.`,
    },
  ];
}

function tooLongKeyPolicy(document: GeneratedDocument): readonly PastLimit[] {
  const limit = limits.keyPolicyBytes;
  // A character takes three bytes at most for each unit of its length.
  if (document.text.length * 3 <= limit) return [];
  const needs = sizeInBytes(document.text);
  if (needs <= limit) return [];
  return [
    {
      ...placeOf(document),
      what: "key-policy",
      needs,
      limit,
      state: "cannot-fit",
      title: `The key policy of ${document.name} has ${english.format(needs)} bytes`,
      text: `KMS takes ${english.format(limit)} and never more. Name fewer administrators: the account statement lets the account’s IAM policies give the others the same.`,
    },
  ];
}

function placeOf({
  id,
  owner,
  account,
  region,
  name,
}: GeneratedDocument): Pick<PastLimit, "documentId" | "owner" | "account" | "region" | "name"> {
  return { documentId: id, owner, account, ...(region ? { region } : {}), name };
}
