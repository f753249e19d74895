import { useMemo } from "react";
import { documentsOf, isWritten } from "#state";
import { type WorkStatus, workStatusOf } from "#verdict";
import { useKeyhole } from "../store.tsx";
import { documentTitle } from "../verdict/names.ts";
import { useVerdict } from "../verdict/verdict-context.tsx";
import { unfinishedAnswer } from "./unfinished-answer.ts";
import { useAccountsStatus } from "./use-accounts-status.ts";

/** The one status of the work on the screen. */
export function useWorkStatus(): WorkStatus {
  const scenario = useKeyhole((state) => state.scenario);
  const drafts = useKeyhole((state) => state.drafts);
  const unreadable = useKeyhole((state) =>
    isWritten(state.scenario)
      ? documentsOf(state).find(({ problems }) => problems.length > 0)
      : undefined,
  );
  const verdict = useVerdict((state) => state.verdict);
  const failed = useVerdict((state) => state.status === "failed");
  const accounts = useAccountsStatus();
  return useMemo(() => {
    const id = unreadable?.generated.id ?? "";
    return workStatusOf({
      answer: unfinishedAnswer({ scenario, drafts }),
      unreadable: unreadable && {
        documentId: id,
        title: documentTitle(unreadable, id),
        start: unreadable.problems[0]?.start ?? 0,
      },
      failed,
      verdict: accounts === "loading" ? null : verdict,
      accounts: accounts === "loading" ? undefined : accounts,
    });
  }, [scenario, drafts, unreadable, verdict, failed, accounts]);
}
