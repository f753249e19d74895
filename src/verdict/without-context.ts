import type { Probe, Step } from "#acquisition";

/**
 * A step or an abuse without the contexts of its requests, but for `kms:ViaService`, which tells requests apart. The
 * context is most of a run's size; `explainRequest` gives it in full.
 */
export function withoutContext<Item extends Step | Probe>(item: Item): Item {
  const requests = item.requests.map((decided) => {
    const { principal, action, resource, context } = decided.request;
    const via = context?.["kms:ViaService"];
    const request = {
      principal,
      action,
      resource,
      ...(via === undefined ? {} : { context: { "kms:ViaService": via } }),
    };
    return { ...decided, request };
  });
  return { ...item, requests };
}
