import type { DocumentKind } from "./document.ts";
import { limits, sizeInBytes, sizeWithoutWhiteSpace } from "./limits.ts";
import { withCommas } from "./with-commas.ts";

/** The size of a document, and AWS's limit for its kind. */
export interface DocumentSize {
  readonly used: number;
  readonly limit: number;
  readonly fits: boolean;
  /** The size as AWS counts it: "1,204 of 6,144 characters without white space". */
  readonly words: string;
  /** What to do if the document exceeds the limit. */
  readonly advice?: string;
}

/** The size of a document of this kind. */
export function sizeOf(kind: DocumentKind, text: string): DocumentSize {
  const used = kind === "key" ? sizeInBytes(text) : sizeWithoutWhiteSpace(text);
  const limit = limitOf(kind);
  const unit = kind === "key" ? "bytes" : "characters without white space";
  const fits = used <= limit;
  return {
    used,
    limit,
    fits,
    words: `${withCommas(used)} of ${withCommas(limit)} ${unit}`,
    ...(fits ? {} : { advice: adviceOf(kind, used) }),
  };
}

function limitOf(kind: DocumentKind): number {
  if (kind === "key") return limits.keyPolicyBytes;
  return kind === "trust" ? limits.trustPolicy : limits.managedPolicy;
}

function adviceOf(kind: DocumentKind, used: number): string {
  if (kind === "key") return "KMS refuses it. Shorten it, or copy it minified.";
  if (kind === "identity") return "IAM refuses it. Move statements to a second managed policy.";
  const most = withCommas(limits.trustPolicyOnRequest);
  return used <= limits.trustPolicyOnRequest
    ? `Ask AWS to raise the quota for role trust policies to ${most}, or shorten it.`
    : `IAM refuses it. A trust policy may have at most ${most}, even with a raised quota.`;
}
