import { regionsOfImport, type Scenario } from "#scenario";
import type { DecidedRequest } from "../decisions/policy-check.ts";
import type { ScenarioDocument } from "../documents/scenario-document.ts";
import type { Step } from "./step.ts";

/** Whether a document lets the import through in one of the scenario's regions. */
export interface RegionCheck {
  readonly documentId: string;
  readonly region: string;
  /**
   * `blocked`: a request of the import in that region fails by a condition or resource of this document that names
   * regions. A request that fails for another reason is the step's concern. `not-asked`: the import asks the document
   * nothing in that region.
   */
  readonly state: "passes" | "blocked" | "withheld" | "unknown" | "not-asked";
  /** What blocks, in the authorizer's words: one sentence for each failing request. */
  readonly blockedBy: readonly string[];
}

/**
 * For every document: whether it lets the import through in the platform's region and in each source region of the
 * scenario; a key's policy is asked in the key's own region only.
 * Source of the concern: the vendor's "KMS considerations for cross-region" (conditions that shut the platform's
 * region out).
 */
export function checkRegions(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  steps: readonly Step[],
  regions: readonly string[] = regionsOfImport(scenario),
): readonly RegionCheck[] {
  const asked = new Map<string, StepRequestIn[]>();
  for (const { requests } of steps)
    for (const request of requests) {
      const region = regionOf(request);
      if (region === undefined) continue;
      for (const documentId of request.documentIds) {
        const name = `${documentId} ${region}`;
        const before = asked.get(name);
        if (before) before.push(request);
        else asked.set(name, [request]);
      }
    }
  return documents.flatMap((document) =>
    (document.region === undefined ? regions : [document.region]).map((region) =>
      checkOf(document.id, region, asked.get(`${document.id} ${region}`) ?? []),
    ),
  );
}

function checkOf(
  documentId: string,
  region: string,
  requests: readonly StepRequestIn[],
): RegionCheck {
  const shut = requests.filter(
    ({ state, why }) => state === "broken" && why?.regionShutBy.includes(documentId),
  );
  const blockedBy = [...new Set(shut.flatMap(({ why }) => (why ? [why.sentence] : [])))];
  return { documentId, region, state: shut.length > 0 ? "blocked" : stateOf(requests), blockedBy };
}

type StepRequestIn = Step["requests"][number];

function stateOf(requests: readonly StepRequestIn[]): RegionCheck["state"] {
  if (requests.length === 0) return "not-asked";
  if (requests.some(({ state }) => state === "unknown")) return "unknown";
  return requests.some(({ state }) => state === "withheld") ? "withheld" : "passes";
}

/** Every request of the run carries the region that it is made in. */
function regionOf({ request }: DecidedRequest): string | undefined {
  const value = request.context?.["aws:RequestedRegion"];
  return typeof value === "string" ? value : undefined;
}
