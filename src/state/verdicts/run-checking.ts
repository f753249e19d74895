import type { StoreApi } from "zustand/vanilla";
import type { LayerDocument } from "#acquisition";
import {
  type AccountVerdict,
  type ClaimResult,
  type ProblemRepairs,
  type Verdict,
  withClaims,
} from "#verdict";
import type { Subject } from "../documents.ts";
import type { KeyholeState } from "../keyhole-state.ts";
import { createWriting } from "../storage/writing.ts";
import {
  type Checking,
  noRepairs,
  nothingFound,
  type RepairsState,
  type WorkChecker,
} from "./checking-state.ts";
import type { VerdictState } from "./verdict-state.ts";
import { keepVerdict } from "./verdicts.ts";

/**
 * Runs one call at a time, and keeps only the newest of those that wait: an earlier one is answered with `undefined`. For
 * calls of which only the last answer counts. The running call can ask whether another one waits.
 */
export function oneAtATime<Arguments extends readonly unknown[], Result>(
  call: (isOvertaken: () => boolean, ...given: Arguments) => Promise<Result>,
): (...given: Arguments) => Promise<Result | undefined> {
  let isRunning = false;
  let waiting: (() => void) | undefined;
  let dropWaiting = () => {};
  const run = async (given: Arguments): Promise<Result> => {
    isRunning = true;
    try {
      return await call(() => waiting !== undefined, ...given);
    } finally {
      isRunning = false;
      const next = waiting;
      waiting = undefined;
      dropWaiting = () => {};
      next?.();
    }
  };
  return (...given) => {
    if (!isRunning) return run(given);
    dropWaiting();
    return new Promise((resolve, reject) => {
      waiting = () => run(given).then(resolve, reject);
      dropWaiting = () => resolve(undefined);
    });
  };
}

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

/** Begins to check the work and to write the documents of large scenarios, for as long as the page stays. */
export function runChecking(
  keyhole: StoreApi<KeyholeState>,
  { verdicts, findings, repairs, checker }: Checking<WorkChecker>,
): void {
  const publish = ({ status, verdict, verified }: VerdictState<Verdict, AccountVerdict>) => {
    const known = status !== "failed" && verdict && verified;
    if (!known) return findings.setState(nothingFound);
    if (verdict.findings === findings.getState().findings) return;
    findings.setState({
      findings: verdict.findings,
      texts: new Map(textsIn(verified).map(({ id, text }) => [id, text])),
      summary: verdict.summary,
    });
  };
  verdicts.subscribe(publish);
  keepRepairs(verdicts, repairs, async (subject, claims, partId) =>
    (await checker()).repairs(subject, claims, partId),
  );
  keepVerdict(keyhole, verdicts, {
    verify: oneAtATime(async (isOvertaken, subject: Subject, partId?: string) =>
      (await checker()).verify(subject, partId, isOvertaken),
    ),
    withClaims: async (verdict, subject, partId) => {
      const claims = await (await checker()).claims(subject, partId);
      return claims && withClaims(verdict, claims);
    },
    verifyAccounts: async (subject, watch) => (await checker()).verifyAccounts(subject, watch),
  });
  createWriting(keyhole, async (scenario, watch) => (await checker()).write(scenario, watch));
}

/** The documents and layers of a subject. */
function textsIn({
  documents,
  layers = {},
}: Subject): readonly { readonly id: string; readonly text: string }[] {
  const beside = Object.values(layers).flatMap(
    (byOwner: Readonly<Record<string, readonly (LayerDocument | readonly LayerDocument[])[]>>) =>
      Object.values(byOwner).flat(2) as LayerDocument[],
  );
  return [...documents, ...beside];
}
