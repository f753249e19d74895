import { asList, hasWildcard, type Policy, statementsOf } from "#policy";
import type { DocumentIndex } from "./document-index.ts";
import type { PolicyReference } from "./scenario-document.ts";

/** Up to that many a role's policies are simply all asked: AWS attaches no more by default. */
const fewEnough = 10;

/** A role's policies by the resources that they name. */
interface ByResource {
  /** Those that are always asked: a wildcard, or a document that cannot be read. */
  readonly always: readonly PolicyReference[];
  readonly byResource: ReadonlyMap<string, readonly PolicyReference[]>;
}

/**
 * Of a role's many policies those that can decide about a resource. A list of thousands of keys is split over hundreds
 * of policies, and asking each of them for each request would take minutes. The others have no statement about the
 * resource: they neither allow nor deny.
 */
export function policiesNaming(
  index: DocumentIndex,
  policies: readonly PolicyReference[],
  resource: string,
): readonly PolicyReference[] {
  if (policies.length <= fewEnough) return policies;
  const { always, byResource } = index.ofTexts.of(policies, policiesByResource, () =>
    policiesByResource(index, policies),
  );
  const naming = byResource.get(resource);
  return naming ? [...always, ...naming] : always;
}

function policiesByResource(
  index: DocumentIndex,
  policies: readonly PolicyReference[],
): ByResource {
  const always: PolicyReference[] = [];
  const byResource = new Map<string, PolicyReference[]>();
  for (const reference of policies) {
    const { documentId } = reference;
    const unreadable = documentId !== undefined && index.unreadable.has(documentId);
    const resources = unreadable ? undefined : wholeResources(index.policyOf(reference));
    if (!resources) always.push(reference);
    for (const resource of resources ?? []) {
      const naming = byResource.get(resource);
      if (naming) naming.push(reference);
      else byResource.set(resource, [reference]);
    }
  }
  return { always, byResource };
}

/** The resources that a policy is about; nothing where a wildcard, a variable or NotResource leaves that open. */
function wholeResources(policy: Policy): ReadonlySet<string> | undefined {
  const whole = new Set<string>();
  for (const statement of statementsOf(policy)) {
    const resources: readonly unknown[] = asList(statement.Resource);
    if (resources.length === 0) return undefined;
    for (const resource of resources) {
      if (typeof resource !== "string" || hasWildcard(resource) || resource.includes("${"))
        return undefined;
      whole.add(resource);
    }
  }
  return whole;
}
