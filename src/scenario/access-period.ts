import { instantOf } from "#policy";
import type { Scenario } from "./scenario.ts";

/** The limits of the access as instants (`2026-12-01T00:00:00Z`). */
export interface Period {
  readonly from?: string;
  readonly until?: string;
}

/** The period of the answers; what they leave open, or write wrongly, is left out. */
export function periodOf({ period }: Pick<Scenario, "period">): Period {
  const from = instantOf(period?.from ?? "");
  const until = instantOf(period?.until ?? "");
  return { ...(from ? { from } : {}), ...(until ? { until } : {}) };
}
