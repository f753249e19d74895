import type { DecidedCall, MadeGrant } from "#acquisition";
import type { Denial, ParsedDenial } from "#denial";

/** Calls of one name: all are decided as their first one is. */
export interface CallGroup {
  readonly caller: string;
  readonly check: ParsedDenial;
  readonly denial: Denial;
  readonly ended: string;
  readonly isDenied: boolean;
  readonly example: { readonly eventId?: string; readonly time?: string };
  count: number;
  made?: MadeGrant | undefined;
  decided?: DecidedCall;
}

/** Whether a call had its permission. A dry run that would succeed ends in its own error (facts §8). */
export function succeeded(ended: string): boolean {
  return ended === "" || ended === "DryRunOperationException";
}
