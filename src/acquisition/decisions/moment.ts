import type { AccessRequest } from "#engine";
import { momentOf } from "#scenario";
import type { DocumentIndex } from "../documents/document-index.ts";

/**
 * The request with the moment that the run is decided for; the request itself if it names a moment already, or if the
 * answers name none. Source: IAM User Guide, "AWS global condition context keys" (both keys are in every request).
 */
export function requestNow(index: DocumentIndex, request: AccessRequest): AccessRequest {
  const moment = index.plans.of(index.scenario, momentOf, () => momentOf(index.scenario));
  if (moment === undefined || Object.keys(request.context ?? {}).some(isTimeKey)) return request;
  return index.plans.of(request, requestNow, () => requestAt(request, moment));
}

/** A request of a decided run as it was before it got the moment; a request at another time stays. */
export function withoutMoment(index: DocumentIndex, request: AccessRequest): AccessRequest {
  const { context } = request;
  const moment = momentOf(index.scenario);
  if (moment === undefined || context?.["aws:CurrentTime"] !== moment) return request;
  const others = Object.entries(context).filter(([key]) => !isTimeKey(key));
  return { ...request, context: Object.fromEntries(others) };
}

/** Whether a condition key is the time of the call. */
function isTimeKey(key: string): boolean {
  return /^aws:(currenttime|epochtime)$/i.test(key);
}

/** The request at an instant. */
export function requestAt(request: AccessRequest, moment: string): AccessRequest {
  const seconds = Date.parse(moment) / 1000;
  const time = { "aws:CurrentTime": moment, "aws:EpochTime": String(seconds) };
  return { ...request, context: { ...request.context, ...time } };
}
