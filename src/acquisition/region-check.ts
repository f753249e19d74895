import type { DecidedRequest } from "./question.ts";
import type { Step } from "./step.ts";
import type { ScenarioDocument } from "./world.ts";

/** Whether a document lets the import through in one of the scenario's regions. */
export interface RegionCheck {
  readonly documentId: string;
  readonly region: string;
  /**
   * `blocked`: a request of the import in that region fails by a condition or resource of this document that names
   * regions. A request that fails for another reason is the step's concern.
   */
  readonly state: "passes" | "blocked" | "withheld" | "unknown";
  /** What blocks, in the authorizer's words: one sentence for each failing request. */
  readonly blockedBy: readonly string[];
}

/**
 * For every document and every region in which the import asks it something: whether it lets the import through.
 * Source of the concern: the vendor's "KMS considerations for cross-region" (conditions that shut the platform's
 * region out).
 */
export function checkRegions(
  documents: readonly ScenarioDocument[],
  steps: readonly Step[],
): readonly RegionCheck[] {
  const checks = new Map<
    string,
    { documentId: string; region: string; requests: StepRequestIn[] }
  >();
  for (const { requests } of steps)
    for (const request of requests) {
      const region = regionOf(request);
      if (region === undefined) continue;
      for (const documentId of request.documentIds) {
        const name = `${documentId} ${region}`;
        const check = checks.get(name) ?? { documentId, region, requests: [] };
        check.requests.push(request);
        checks.set(name, check);
      }
    }
  const order = new Map(documents.map(({ id }, index) => [id, index]));
  return [...checks.values()]
    .map(({ documentId, region, requests }): RegionCheck => {
      const shut = requests.filter(
        ({ state, why }) => state === "broken" && why?.regionShutBy.includes(documentId),
      );
      return {
        documentId,
        region,
        state: shut.length > 0 ? "blocked" : stateOf(requests),
        blockedBy: [...new Set(shut.flatMap(({ why }) => (why ? [why.sentence] : [])))],
      };
    })
    .sort((one, other) => (order.get(one.documentId) ?? 0) - (order.get(other.documentId) ?? 0));
}

type StepRequestIn = Step["requests"][number];

function stateOf(requests: readonly StepRequestIn[]): RegionCheck["state"] {
  if (requests.some(({ state }) => state === "unknown")) return "unknown";
  return requests.some(({ state }) => state === "withheld") ? "withheld" : "passes";
}

/** Every request of the run carries the region that it is made in. */
function regionOf({ request }: DecidedRequest): string | undefined {
  const value = request.context?.["aws:RequestedRegion"];
  return typeof value === "string" ? value : undefined;
}
