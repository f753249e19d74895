import { useCallback } from "react";
import type { Probe } from "#acquisition";
import type { Unwatched, Watch, Watches } from "#evidence";
import type { Subject } from "#state";
import type { ClaimResult } from "#verdict";
import type { Checker } from "#worker";
import { useAnswer } from "../ask/use-answer.ts";
import { AccountChip, RegionChip } from "../parts/chips.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Notice } from "../parts/notice.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { useVerdict } from "../verdict/verdict-context.tsx";
import { WatchTexts } from "./watch-texts.tsx";

interface WatchDialogProps {
  readonly probes: readonly Probe[];
  readonly claims: readonly ClaimResult[];
  readonly onClose: () => void;
}

/** The CloudTrail events that show what stays open: an EventBridge pattern and queries for each place. */
export function WatchDialog({ probes, claims, onClose }: WatchDialogProps) {
  const verified = useVerdict((state) => state.verified);
  const ask = useCallback(
    (checker: Checker, subject: Subject) => checker.watches(subject, probes, claims),
    [probes, claims],
  );
  const answer = useAnswer(verified, ask);
  return (
    <Dialog
      title="Watch for it"
      description="The events by which CloudTrail shows it. They match no call of the import."
      width={760}
      onClose={onClose}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        {answer?.state === "waiting" && (
          <Skeleton label="Writing the rules" lines={[60, 80, 70, 50]} />
        )}
        {answer?.state === "failed" && (
          <Notice tone="problem" title="The checker failed">
            Nothing was written. Close this dialog and try again.
          </Notice>
        )}
        {answer?.state === "here" && <WatchList {...answer.result} />}
      </div>
    </Dialog>
  );
}

function WatchList({ watches, unwatched }: Watches) {
  return (
    <>
      {watches.map((watch) => (
        <WatchCard key={watch.name} watch={watch} />
      ))}
      {unwatched.map((one) => (
        <Unseen key={one.why} {...one} />
      ))}
      {watches.length > 0 && (
        <ul className="ml-4 grid list-disc gap-1 text-muted text-xs">
          <li>A trail must log management events, and must not leave out KMS events.</li>
          <li>Delivery is best effort: an event can come late, and rarely not at all.</li>
          <li>
            A call from another account is delivered to its caller, and to the key’s owner without
            the caller’s role. A refused one is only in the caller’s log.
          </li>
          <li>Dry runs of verify.sh match the patterns of direct calls, too.</li>
          <li>The Terraform and CloudFormation exports can write these rules.</li>
        </ul>
      )}
    </>
  );
}

function WatchCard({ watch }: { readonly watch: Watch }) {
  const { titles, account, region, isRead } = watch;
  return (
    <section aria-label={`Rule ${watch.name}`} className="rounded-md border border-line px-3 py-2">
      <h3 className="font-semibold text-sm [overflow-wrap:anywhere]">{titles[0]}</h3>
      {titles.length > 1 && (
        <p className="text-muted text-xs">and {titles.length - 1} more with the same events</p>
      )}
      <p className="mt-1 flex flex-wrap items-center gap-1 text-muted text-xs">
        Put the rule into <AccountChip account={account} /> <RegionChip region={region} />
      </p>
      <WatchTexts watch={watch} />
      {isRead && (
        <p className="mt-1 text-soft text-xs">
          These events are reads: the rule needs the state{" "}
          <code className="break-all">ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS</code>, which
          the console does not set.
        </p>
      )}
    </section>
  );
}

function Unseen({ titles, why }: Unwatched) {
  return (
    <Notice tone="info" title="No single event shows it">
      <p>{why}</p>
      {titles.length > 0 && (
        <ul className="mt-1 ml-4 list-disc [overflow-wrap:anywhere]">
          {titles.slice(0, 5).map((title) => (
            <li key={title}>{title}</li>
          ))}
          {titles.length > 5 && <li>and {titles.length - 5} more</li>}
        </ul>
      )}
    </Notice>
  );
}
