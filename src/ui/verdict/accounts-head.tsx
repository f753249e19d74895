import { Play, Square } from "lucide-react";
import { useMemo } from "react";
import { summariseParts } from "#acquisition";
import type { AccountVerdicts } from "#state";
import type { AccountVerdict } from "#verdict";
import { Button } from "../parts/button.tsx";
import { FailedNotice } from "../parts/failed-notice.tsx";
import { ProgressLine } from "../parts/progress-line.tsx";
import { SummaryHead } from "./summary-head.tsx";
import { useVerdict } from "./verdict-context.tsx";

/** The verdict on all accounts of a large scenario: how far it is, and what it comes to. */
export function AccountsHead({ accounts }: { readonly accounts: AccountVerdicts<AccountVerdict> }) {
  const { status, done, of, parts } = accounts;
  const check = useVerdict((state) => state.check);
  const stop = useVerdict((state) => state.stopAccounts);
  const total = useMemo(() => summariseParts(parts.map(({ summary }) => summary)), [parts]);
  if (status === "failed")
    return (
      <FailedNotice title="The check of all accounts failed" onRetry={check}>
        It failed after {done.toLocaleString("en-US")} accounts. To check one account, open one of
        its documents.
      </FailedNotice>
    );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {status === "done" ? (
        <SummaryHead summary={total} />
      ) : (
        <>
          <ProgressLine
            label={
              status === "running"
                ? "Checking every account"
                : "Stopped: some accounts are not checked"
            }
            done={done}
            of={of}
          />
          <p className="flex flex-wrap items-center gap-2">
            {status === "running" ? (
              <Button icon={Square} onClick={stop}>
                Stop
              </Button>
            ) : (
              <Button icon={Play} onClick={check}>
                Check all accounts
              </Button>
            )}
            {parts.length > 0 && <span className="text-muted text-xs">So far: {total.text}</span>}
          </p>
        </>
      )}
    </div>
  );
}
