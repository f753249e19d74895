import { asList, hasWildcard, type Policy, statementsOf } from "#policy";
import type { PlacedPolicy, World } from "./world.ts";

/** Up to that many a role's policies are simply all asked: AWS attaches no more by default. */
const fewEnough = 10;

interface Index {
  /** As `World.revision` was when it was made. */
  readonly revision: number;
  /** Those that must always be asked: a wildcard, or what cannot be read. */
  readonly always: readonly PlacedPolicy[];
  readonly byResource: ReadonlyMap<string, readonly PlacedPolicy[]>;
}

const indexes = new WeakMap<readonly PlacedPolicy[], Index>();

/**
 * Of a role's many policies those that can bear on a resource. A list of thousands of keys is split over hundreds of
 * policies, and asking each of them for each request would take minutes. The others have no statement about the
 * resource: they neither allow nor deny.
 */
export function policiesNaming(
  world: World,
  policies: readonly PlacedPolicy[],
  resource: string,
): readonly PlacedPolicy[] {
  if (policies.length <= fewEnough) return policies;
  const known = indexes.get(policies);
  const index =
    known?.revision === world.revision() ? known : indexed(world, policies, world.revision());
  if (index !== known) indexes.set(policies, index);
  const naming = index.byResource.get(resource);
  return naming ? [...index.always, ...naming] : index.always;
}

function indexed(world: World, policies: readonly PlacedPolicy[], revision: number): Index {
  const always: PlacedPolicy[] = [];
  const byResource = new Map<string, PlacedPolicy[]>();
  for (const placed of policies) {
    const unreadable = placed.documentId !== undefined && world.unreadable.has(placed.documentId);
    const resources = unreadable ? undefined : wholeResources(placed.policy);
    if (!resources) always.push(placed);
    for (const resource of resources ?? []) {
      const naming = byResource.get(resource);
      if (naming) naming.push(placed);
      else byResource.set(resource, [placed]);
    }
  }
  return { revision, always, byResource };
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
