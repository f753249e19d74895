import {
  type Imported,
  type ImportedPolicy,
  layerAsPolicy,
  matchPolicies,
  policyAsLayer,
} from "#import";
import type { Subject } from "#state";
import type { ImportedRow, ImportState } from "./import-store.ts";
import type { LayerRow } from "./layer-list.tsx";

/** A policy of an imported text, with a key that is unique among all texts. */
interface FoundPolicy extends Pick<ImportedRow, "collected"> {
  readonly key: string;
  /** The name of the text that contains it. */
  readonly from: string;
  readonly policy: ImportedPolicy;
  readonly isCorrectable?: true;
}

/** What the imported texts contain: policies of roles and keys, and layers, each as the user corrected it. */
export function foundIn({ texts, corrected }: Pick<ImportState, "texts" | "corrected">): {
  readonly policies: readonly FoundPolicy[];
  readonly layers: readonly LayerRow[];
} {
  const policies: FoundPolicy[] = [];
  const layers: LayerRow[] = [];
  for (const { id, name: from, imported } of texts) {
    for (const policy of imported.policies) {
      const key = `${id}/${policy.id}`;
      const layer = policyAsLayer(policy);
      if (layer && corrected[key]) layers.push({ key, from, layer, otherwise: policy.kind });
      else
        policies.push({
          key,
          from,
          ...collectedOf(imported),
          policy,
          ...(layer ? { isCorrectable: true } : {}),
        });
    }
    for (const [index, layer] of (imported.layers ?? []).entries()) {
      const key = `${id}/layer ${index}`;
      const policy = layerAsPolicy(layer, key);
      if (policy && corrected[key]) policies.push({ key, from, policy, isCorrectable: true });
      else layers.push({ key, from, layer, ...(policy ? { otherwise: policy.kind } : {}) });
    }
  }
  return { policies, layers };
}

/** The policies found, each with the documents that it fits. */
export function matchedRows(
  found: Pick<ImportState, "texts" | "corrected">,
  { scenario, documents }: Pick<Subject, "scenario" | "documents">,
): readonly ImportedRow[] {
  const { policies } = foundIn(found);
  const matches = matchPolicies(
    policies.map(({ policy }) => policy),
    scenario,
    documents,
  );
  return policies.map((row, index) => ({ ...row, match: matches[index] ?? { documentIds: [] } }));
}

function collectedOf({ format, problems }: Imported): Pick<ImportedRow, "collected"> {
  if (format !== "collected") return {};
  return { collected: problems.some(({ severity }) => severity !== "note") ? "in-part" : "whole" };
}
