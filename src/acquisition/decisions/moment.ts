import type { AccessRequest } from "#engine";
import { instantOf } from "#policy";
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
  const moment = momentOf(index.scenario);
  if (moment === undefined || request.context?.["aws:CurrentTime"] !== moment) return request;
  return withoutTime(request);
}

/** The request without a time of its own. */
export function withoutTime(request: AccessRequest): AccessRequest {
  const others = Object.entries(request.context ?? {}).filter(([key]) => !isTimeKey(key));
  return { ...request, context: Object.fromEntries(others) };
}

/** The instant that a request names as the time of its call. */
export function timeOf({ context }: AccessRequest): string | undefined {
  const time = context?.["aws:CurrentTime"];
  return typeof time === "string" ? instantOf(time) : undefined;
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
