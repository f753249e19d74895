import { limits, sizeInBytes, sizeWithoutWhiteSpace, withCommas } from "#policy";
import type { GeneratedDocument } from "./document.ts";

/** A document, or a number of documents, that exceeds a default limit of AWS. */
export interface PastLimit {
  /** The document; for a split policy its first part. */
  readonly documentId: string;
  /** `platform`, or the id of the target that has the role or key. */
  readonly owner: string;
  readonly what: "managed-policies" | "managed-policy" | "trust-policy" | "key-policy";
  readonly account: string;
  /** Only for a key policy. */
  readonly region?: string;
  /** The display name: the role's name, or the key's id or alias. */
  readonly name: string;
  readonly needs: number;
  readonly limit: number;
  /** `needs-increase`: a raised quota is enough. `cannot-fit`: no quota is enough. */
  readonly state: "needs-increase" | "cannot-fit";
  /** “CadoResponseRole needs 61 managed policies.” */
  readonly title: string;
  /** AWS's limit, and what to do. */
  readonly text: string;
}

/** What a limit depends on: a document as generated, or as edited. */
type SizedDocument = Pick<
  GeneratedDocument,
  "id" | "owner" | "kind" | "account" | "region" | "name" | "part" | "text"
>;

/**
 * The documents that exceed AWS's limits, in their order.
 * Sources: IAM User Guide, "IAM and AWS STS quotas"; KMS Developer Guide, "Resource quotas".
 */
export function pastLimits(documents: readonly SizedDocument[]): readonly PastLimit[] {
  return documents.flatMap((document) => {
    if (document.kind === "identity")
      return [...tooManyPolicies(document), ...tooLongPolicy(document)];
    return document.kind === "trust" ? tooLongTrust(document) : tooLongKeyPolicy(document);
  });
}

function tooManyPolicies(document: SizedDocument): readonly PastLimit[] {
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
      title: `${name} needs ${withCommas(needs)} managed policies`,
      text: onRequest
        ? `A role can have ${limit}. Request ${needs} in Service Quotas, or name keys by a tag or alias that they share.`
        : `A role can have ${limit}, or ${most} with a raised quota. Name keys by a tag or alias that they share.`,
    },
  ];
}

/** Only of an edited document: what is generated is split. */
function tooLongPolicy(document: SizedDocument): readonly PastLimit[] {
  const limit = limits.managedPolicy;
  if (document.text.length <= limit) return [];
  const needs = sizeWithoutWhiteSpace(document.text);
  if (needs <= limit) return [];
  const part = document.part ? ` (${document.part.number} of ${document.part.of})` : "";
  return [
    {
      ...placeOf(document),
      what: "managed-policy",
      needs,
      limit,
      state: "cannot-fit",
      title: `The policy of ${document.name}${part} has ${withCommas(needs)} characters`,
      text: `IAM allows ${withCommas(limit)} in a managed policy, and the limit cannot be raised. Move statements to another managed policy; all inline policies of a role together may have ${withCommas(limits.inlinePolicies)}.`,
    },
  ];
}

function tooLongTrust(document: SizedDocument): readonly PastLimit[] {
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
      title: `The trust policy of ${document.name} has ${withCommas(needs)} characters`,
      text: `IAM allows ${withCommas(limit)}, or ${withCommas(most)} with a raised quota. ${
        onRequest ? "Request more in Service Quotas, or shorten" : "Shorten"
      } the external id.`,
    },
  ];
}

function tooLongKeyPolicy(document: SizedDocument): readonly PastLimit[] {
  const limit = limits.keyPolicyBytes;
  // One UTF-16 code unit takes at most three bytes.
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
      title: `The key policy of ${document.name} has ${withCommas(needs)} bytes`,
      text: `KMS allows ${withCommas(limit)}, and the limit cannot be raised. Name one role that all administrators assume: everyone who may assume it then administers the key. Or name none and keep the statement for the account: IAM policies then decide, so that everyone who may write IAM policies in the account can allow themselves the key.`,
    },
  ];
}

function placeOf({
  id,
  owner,
  account,
  region,
  name,
}: SizedDocument): Pick<PastLimit, "documentId" | "owner" | "account" | "region" | "name"> {
  return { documentId: id, owner, account, ...(region ? { region } : {}), name };
}
