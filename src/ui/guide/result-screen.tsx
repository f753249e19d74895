import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  type LucideIcon,
  TriangleAlert,
} from "lucide-react";
import { useMemo } from "react";
import type { Probe } from "#acquisition";
import { roleSentences, type StatusKind, type Verdict } from "#verdict";
import { ChecklistParts } from "../checklist/checklist-parts.tsx";
import { ExportButton } from "../export/export-button.tsx";
import { MapBody } from "../map/map-body.tsx";
import { AccountChip, RoleChip } from "../parts/chips.tsx";
import { useKeyhole } from "../store.tsx";
import { useVerdict } from "../verdict/verdict-context.tsx";
import { wizardView } from "../wizard/wizard-view.ts";
import { OtherUsers } from "./other-users.tsx";
import { ScreenHead } from "./screen-parts.tsx";

/** The result of the answers: what each role may do, what stays open, and what to do in AWS. */
export function ResultScreen() {
  const verdict = useVerdict((state) => (state.status === "failed" ? null : state.verdict));
  const isCurrent = useVerdict((state) => state.status === "current");
  return (
    <>
      <ScreenHead title="What you get" />
      <StatusLine verdict={isCurrent ? verdict : null} />
      <div className="mt-5 grid gap-x-8 gap-y-8 lg:grid-cols-[minmax(0,13fr)_minmax(0,11fr)]">
        <div className="stack content-start gap-7">
          {verdict && <Roles verdict={verdict} />}
          {verdict?.otherUsers && <OtherUsers users={verdict.otherUsers} />}
          <HowItHappens />
          {verdict && <OpenAbuses probes={verdict.probes} />}
        </div>
        <div className="stack content-start">
          <ChecklistParts />
          <div className="flex">
            <ExportButton />
          </div>
        </div>
      </div>
    </>
  );
}

const looks: Readonly<Record<StatusKind, { icon: LucideIcon; look: string }>> = {
  incomplete: { icon: CircleDashed, look: "border-line bg-surface text-soft" },
  stops: { icon: Ban, look: "border-refused bg-refused-wash text-refused" },
  undecided: { icon: CircleHelp, look: "border-caution bg-caution-wash text-caution" },
  open: { icon: TriangleAlert, look: "border-caution bg-caution-wash text-caution" },
  works: { icon: CircleCheck, look: "border-allowed bg-allowed-wash text-allowed" },
  proved: { icon: CircleCheck, look: "border-allowed bg-allowed-wash text-allowed" },
};

/** The status in a sentence. Example values are never green. */
function StatusLine({ verdict }: { readonly verdict: Verdict | null }) {
  const example = verdict?.status.example === true;
  const kind = verdict?.status.kind ?? "incomplete";
  const isNeutral = example && (kind === "works" || kind === "proved" || kind === "open");
  const { icon: Icon, look } = looks[isNeutral ? "incomplete" : kind];
  return (
    <div
      role="status"
      className={`flex min-h-13 items-center gap-3 rounded-md border px-4 py-2 ${look}`}
    >
      <Icon aria-hidden size={18} className="shrink-0" />
      <div className="min-w-0">
        <p className="font-semibold text-base">
          {!verdict
            ? "Checking…"
            : isNeutral
              ? "Example: put in your accounts"
              : verdict.status.sentence}
        </p>
        {example && (
          <p className="text-sm text-soft">
            {isNeutral && `${verdict?.status.sentence} `}
            Some accounts or keys are examples: put in your own before you use the documents.
          </p>
        )}
      </div>
    </div>
  );
}

function Roles({ verdict }: { readonly verdict: Verdict }) {
  const roles = useMemo(() => roleSentences(verdict.steps, verdict.probes), [verdict]);
  return (
    <section aria-label="What each role may do">
      <h2 className="mb-1.5 font-semibold text-base">What each role may do</h2>
      <dl>
        {roles.slice(0, 20).map(({ roleArn, name, account, text }) => (
          <div
            key={roleArn}
            className="grid gap-x-4 gap-y-1 border-line border-t py-2.5 sm:grid-cols-[minmax(0,15rem)_minmax(0,1fr)]"
          >
            <dt className="flex flex-col items-start gap-1">
              <RoleChip name={name} account={account} tip={roleArn} />
              <AccountChip account={account} />
            </dt>
            <dd className="text-base">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The map of the import, as in the workbench. */
function HowItHappens() {
  return (
    <section aria-label="How it happens">
      <h2 className="mb-1.5 font-semibold text-base">How it happens</h2>
      <div className="h-96 overflow-hidden rounded-md border border-line bg-surface pt-2">
        <MapBody />
      </div>
    </section>
  );
}

function OpenAbuses({ probes }: { readonly probes: readonly Probe[] }) {
  const showGuide = useKeyhole((state) => state.showGuide);
  const showPart = useKeyhole((state) => state.showPart);
  const open = useMemo(() => byMitigation(probes), [probes]);
  const goTo = (path: string) => {
    showGuide(null);
    showPart("answers");
    wizardView.getState().goTo(path);
  };
  return (
    <section aria-label="What stays open">
      <h2 className="mb-1.5 font-semibold text-base">What stays open</h2>
      {open.length === 0 && <p className="text-soft">No abuse that Keyhole tries.</p>}
      <ul>
        {open.map(({ mitigation, known, titles }) => (
          <li
            key={mitigation?.id ?? known ?? ""}
            className="grid grid-cols-[14px_minmax(0,1fr)] gap-x-2 border-line border-t py-2"
          >
            <TriangleAlert aria-hidden size={14} className="mt-[3px] shrink-0 text-caution" />
            <div className="stack justify-items-start gap-0.5">
              {titles.slice(0, mostTitles).map((title) => (
                <p key={title}>{title}</p>
              ))}
              {titles.length > mostTitles && (
                <p className="text-muted text-xs">and {titles.length - mostTitles} more</p>
              )}
              {known && <p className="text-muted text-xs">{known}</p>}
              {mitigation && (
                <button
                  type="button"
                  className="text-left font-medium text-accent text-sm hover:underline"
                  onClick={() => goTo(mitigation.path)}
                >
                  {mitigation.text.replace(/\.$/, "")}
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** More titles than this under one answer are counted only. */
const mostTitles = 5;

/** The open abuses by the answer that closes them, or by why none does. */
function byMitigation(probes: readonly Probe[]) {
  const groups = new Map<
    string,
    {
      readonly mitigation: Probe["mitigation"];
      readonly known: Probe["known"];
      titles: Set<string>;
    }
  >();
  for (const { state, title, mitigation, known } of probes) {
    if (state !== "knowingly-open" && state !== "open") continue;
    const id = mitigation?.id ?? known ?? "";
    const group = groups.get(id) ?? { mitigation, known, titles: new Set() };
    group.titles.add(title);
    groups.set(id, group);
  }
  return [...groups.values()].map((group) => ({ ...group, titles: [...group.titles] }));
}
