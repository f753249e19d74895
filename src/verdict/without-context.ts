import type { Probe, Step } from "#acquisition";

/**
 * A step or an abuse without the contexts of its requests, but for `kms:ViaService` and `aws:RequestedRegion`, which tell
 * requests apart. The context is most of a run's size; `explainRequest` gives it in full.
 */
export function withoutContext<Item extends Step | Probe>(item: Item): Item {
  const requests = item.requests.map((decided) => {
    const { principal, action, resource, context } = decided.request;
    const kept = Object.fromEntries(
      keptKeys.flatMap((key) => {
        const value = context?.[key];
        return value === undefined ? [] : [[key, value] as const];
      }),
    );
    const hasContext = Object.keys(kept).length > 0;
    const request = { principal, action, resource, ...(hasContext ? { context: kept } : {}) };
    return { ...decided, request };
  });
  return { ...item, requests };
}

const keptKeys = ["kms:ViaService", "aws:RequestedRegion"];
