import type { StoreApi } from "zustand/vanilla";
import type { AccountVerdict, ClaimResult, ProblemRepairs, Verdict } from "#verdict";
import { noRepairs, type RepairsState } from "./checking-state.ts";
import type { Subject } from "./documents.ts";
import type { VerdictState } from "./verdict-state.ts";

/** Asks for the repairs of each verdict that finds something wrong, after the verdict is on the screen. */
export function keepRepairs(
  verdicts: StoreApi<VerdictState<Verdict, AccountVerdict>>,
  repairs: StoreApi<RepairsState>,
  find: (
    subject: Subject,
    claims: readonly ClaimResult[],
    partId?: string,
  ) => Promise<readonly ProblemRepairs[] | undefined>,
): void {
  let asked: { subject: Subject; claims: number } | undefined;
  verdicts.subscribe(({ status, verdict, verified, part }, before) => {
    if (status !== "current" || !verdict || !verified) {
      // What was found is for other texts.
      if (status === "failed") repairs.setState(noRepairs);
      return;
    }
    if (verdict === before.verdict && before.status === "current") return;
    if (!isWrong(verdict)) return repairs.setState(noRepairs);
    const claims = verdict.claims?.filter(({ result }) => result === "refuted") ?? [];
    // Claims come after the steps: with none refuted there is nothing more to look for.
    if (asked?.subject === verified && asked.claims === claims.length) return;
    asked = { subject: verified, claims: claims.length };
    find(verified, claims, ...(part === null ? [] : [part])).then(
      (problems) => {
        const isCurrent = verdicts.getState().verified === verified;
        if (problems && isCurrent) repairs.setState({ problems, verified });
      },
      // The verdict reports that the checker failed.
      () => repairs.setState(noRepairs),
    );
  });
}

function isWrong({ status: { kind } }: Verdict): boolean {
  return kind !== "works" && kind !== "proved";
}
