import type { DecidedRequest, Probe, Step } from "#acquisition";

/** Whether a step or an abuse asks the same requests as before, and each is decided alike. */
export function isSameResult(before: Step | Probe, now: Step | Probe): boolean {
  return (
    now.requests.length > 0 &&
    before.id === now.id &&
    before.state === now.state &&
    isUnreached(before) === isUnreached(now) &&
    before.requests.length === now.requests.length &&
    now.requests.every((request, index) => isSameRequest(before.requests[index], request))
  );
}

function isUnreached(result: Step | Probe): boolean {
  return "unreached" in result && result.unreached === true;
}

function isSameRequest(before: DecidedRequest | undefined, now: DecidedRequest): boolean {
  return (
    before !== undefined &&
    before.request === now.request &&
    before.outcome === now.outcome &&
    (before.why === now.why || JSON.stringify(before.why) === JSON.stringify(now.why))
  );
}
