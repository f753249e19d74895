import { ListChecks } from "lucide-react";
import { restsOn } from "#policy";
import { type Subject, shownDocument } from "#state";
import type { Verdict } from "#verdict";
import { BeyondSection } from "../access/beyond-section.tsx";
import { ChangesSection } from "../access/changes-section.tsx";
import { EmptyState } from "../parts/empty-state.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import { Segments } from "../parts/segments.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { useKeyhole } from "../store.tsx";
import { AbuseSection } from "./abuse-section.tsx";
import { ClaimSection, useLastClaims } from "./claim-section.tsx";
import { FindingSection } from "./finding-section.tsx";
import { ImportSection } from "./import-section.tsx";
import { RegionSection } from "./region-section.tsx";
import { RequiredSection } from "./required-section.tsx";
import { ErrorLine, StatusNotice, SummaryHead } from "./summary-head.tsx";
import { VerdictActions } from "./verdict-actions.tsx";
import { useVerdict } from "./verdict-context.tsx";
import { useVerdictView } from "./verdict-view.ts";

const VerdictDialogs = lazyPart("The dialog", () =>
  import("./verdict-dialogs.tsx").then((module) => module.VerdictDialogs),
);

const RulesSection = lazyPart(
  "The rules",
  () => import("../access/rules-section.tsx").then((module) => module.RulesSection),
  <Skeleton label="Loading the rules" lines={[40, 80, 70]} />,
);
const OtherUserSection = lazyPart(
  "The other users of the keys",
  () => import("./other-user-section.tsx").then((module) => module.OtherUserSection),
  <Skeleton label="Loading" lines={[60]} />,
);
const AccountsHead = lazyPart(
  "The verdict on all accounts",
  () => import("./accounts-head.tsx").then((module) => module.AccountsHead),
  <Skeleton label="Checking" lines={[60, 80]} />,
);
const AccountsTable = lazyPart(
  "The table of accounts",
  () => import("./accounts-table.tsx").then((module) => module.AccountsTable),
  <Skeleton label="Checking" lines={[40, 80, 70, 60]} />,
);

/** For a large scenario: the choice between all accounts and the account of the open document. */
function ScopeChoice() {
  const scope = useVerdictView((view) => view.scope);
  const showScope = useVerdictView((view) => view.showScope);
  const account = useKeyhole((state) => shownDocument(state)?.generated.account ?? "");
  return (
    <Segments
      label="Verdict on"
      choices={[
        { value: "all", label: "All accounts" },
        { value: "account", label: `${account} (open document)` },
      ]}
      value={scope}
      onChoose={showScope}
    />
  );
}

/** The head of the verdict, which is always visible. */
export function VerdictHead() {
  const status = useVerdict((state) => state.status);
  const verdict = useVerdict((state) => state.verdict);
  const verified = useVerdict((state) => state.verified);
  const accounts = useVerdict((state) => state.accounts);
  const writing = useKeyhole((state) => state.writing);
  const dialogOpen = useVerdictView((view) => view.dialog !== null);
  const closeDialog = useVerdictView((view) => view.close);
  const ofAll = useVerdictView((view) => view.scope === "all") && accounts !== null;
  const claims = useLastClaims(verdict?.claims);
  const known = status !== "failed" && verdict && verified;
  return (
    <div className="relative grid grid-cols-[minmax(0,1fr)] gap-2 border-line border-b px-4 py-2.5">
      <p
        aria-hidden
        className={`absolute top-2 right-3 rounded-sm border border-line bg-surface px-1.5 text-muted text-xs ${
          known && status === "checking" ? `visible ${delayed}` : "invisible"
        }`}
      >
        Checking…
      </p>
      <h2 className="sr-only">Summary</h2>
      <StatusNotice />
      {accounts && <ScopeChoice />}
      {ofAll && <AccountsHead accounts={accounts} />}
      {known && !ofAll && (
        <>
          <div className={look(status)}>
            <SummaryHead summary={verdict.summary} claims={claims ?? "being-decided"} />
            <ErrorLine findings={verdict.findings} />
          </div>
          <VerdictActions verdict={verdict} verified={verified} />
        </>
      )}
      {!known && !ofAll && status === "checking" && !writing && (
        <Skeleton label="Checking" lines={[60, 80]} />
      )}
      {writing && (
        <p className="text-muted text-sm">Keyhole checks the documents when all are written.</p>
      )}
      {dialogOpen && <VerdictDialogs onClose={closeDialog} />}
    </div>
  );
}

/** The import, the claims, the abuses, the regions and the findings, as last verified. */
export function VerdictReport() {
  const status = useVerdict((state) => state.status);
  const verdict = useVerdict((state) => state.verdict);
  const verified = useVerdict((state) => state.verified);
  const accounts = useVerdict((state) => state.accounts);
  const writing = useKeyhole((state) => state.writing);
  const ofAll = useVerdictView((view) => view.scope === "all") && accounts !== null;
  if (status === "failed" || writing) return null;
  if (ofAll) return <AccountsTable parts={accounts.parts} />;
  if (!verdict || !verified) return <Skeleton label="Checking" lines={[40, 80, 70, 60]} />;
  return (
    <div className={look(status)} aria-busy={status === "checking"}>
      <Sections verdict={verdict} verified={verified} />
    </div>
  );
}

interface SectionsProps {
  readonly verdict: Verdict;
  readonly verified: Subject;
}

function Sections({ verdict, verified }: SectionsProps) {
  const { steps, probes, regions, findings, claims, otherUsers = [] } = verdict;
  if (steps.length + probes.length === 0)
    return (
      <EmptyState icon={ListChecks} title="Nothing to check yet">
        Answer the platform’s account, region and role, and add an account with a key. Keyhole then
        checks each step of the import.
      </EmptyState>
    );
  return (
    <>
      <ImportSection scenario={verified.scenario} steps={steps} />
      {verified.scenario.otherUsers && (
        <OtherUserSection scenario={verified.scenario} users={otherUsers} />
      )}
      <ChangesSection verified={verified} />
      <ClaimSection claims={claims} />
      <RulesSection verified={verified} claims={claims} />
      <AbuseSection probes={probes} />
      <RequiredSection probes={probes} />
      <BeyondSection verified={verified} />
      <RegionSection checks={regions} />
      <FindingSection findings={findings} />
      <p className="px-4 py-3 text-muted text-xs">It rests on: {restsOn.join("; ")}.</p>
    </>
  );
}

const delayed = "transition-[filter,visibility] delay-500 duration-0";

/** Grey while the verdict is not about the current work; delayed, so that a short check does not flicker. */
function look(status: string): string {
  if (status === "stale") return "grayscale";
  return status === "checking" ? `grayscale ${delayed}` : "";
}
