import type { StoreApi } from "zustand/vanilla";
import type { LayerDocument } from "#acquisition";
import { type AccountVerdict, type Verdict, withClaims } from "#verdict";
import { type Checking, nothingFound, type WorkChecker } from "./checking-state.ts";
import type { Subject } from "./documents.ts";
import { keepRepairs } from "./keep-repairs.ts";
import type { KeyholeState } from "./keyhole-state.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import type { VerdictState } from "./verdict-state.ts";
import { keepVerdict } from "./verdicts.ts";
import { createWriting } from "./writing.ts";

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
    verify: oneAtATime(async (subject: Subject, partId?: string) =>
      (await checker()).verify(subject, partId),
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
