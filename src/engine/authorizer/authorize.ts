import { type AuthorizerCache, createAuthorizerCache } from "./cache.ts";
import { evaluate } from "./evaluation/evaluate.ts";
import { layersOf } from "./evaluation/layers.ts";
import { isRecord } from "./json.ts";
import { viewRequest } from "./request/request-view.ts";
import { traceOf } from "./trace/trace.ts";
import type { AccessRequest, Decision, PolicySet, Verdict } from "./types.ts";

/** How a request is decided. */
export interface AuthorizeOptions {
  /** `false`: without what each statement had to say, which is what a caller in a loop needs. */
  readonly trace?: boolean;
  /** Kept by a caller that decides many requests on the same policies. */
  readonly cache?: AuthorizerCache;
}

/**
 * Whether AWS would let a request through, given every policy that bears on it: the outcome, the reason, and what each
 * statement had to say (left out with `trace: false`, which is what a caller in a loop wants). Never throws, whatever
 * JSON stands in the request or the policies: what cannot be read never allows, and a Deny applies in spite of an element
 * that cannot be read. The context is taken literally; `requestContext` adds what AWS itself would.
 * Source: IAM User Guide, "Policy evaluation logic"; KMS Developer Guide, "Troubleshooting key access".
 */
export function authorize(
  request: AccessRequest,
  policies: PolicySet,
  options?: { readonly cache?: AuthorizerCache },
): Decision;
/** Without the trace. */
export function authorize(
  request: AccessRequest,
  policies: PolicySet,
  options: AuthorizeOptions & { readonly trace: false },
): Verdict;
export function authorize(
  request: AccessRequest,
  policies: PolicySet,
  { trace = true, cache = createAuthorizerCache() }: AuthorizeOptions = {},
): Decision | Verdict {
  const set: PolicySet = isRecord(policies) ? policies : {};
  const boundary: unknown = set.permissionsBoundary ?? [];
  const view = viewRequest(request, !Array.isArray(boundary) || boundary.length > 0, cache);
  const layers = layersOf(set, view);
  const verdict = evaluate(view, layers, set.grants);
  if (!trace) return verdict;
  return { ...verdict, trace: traceOf(view, layers, set.grants) };
}
