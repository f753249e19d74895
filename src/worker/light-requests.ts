import type { DecidedRequest, Probe, Step } from "#acquisition";

/**
 * A run as it travels to the page: a request's context stays here, but for what tells requests apart. It is most of a
 * run's weight and read by nobody until `explain` is asked about the request, which gives it in full.
 */
export function lightSteps(steps: readonly Step[]): readonly Step[] {
  return steps.map((step) => ({ ...step, requests: step.requests.map(light) }));
}

/** As `lightSteps`. */
export function lightProbes(probes: readonly Probe[]): readonly Probe[] {
  return probes.map((probe) => ({ ...probe, requests: probe.requests.map(light) }));
}

function light<Request extends DecidedRequest>(decided: Request): Request {
  const { context, ...rest } = decided.request;
  const via = context?.["kms:ViaService"];
  return {
    ...decided,
    request: { ...rest, ...(via === undefined ? {} : { context: { "kms:ViaService": via } }) },
  };
}
