import { ArrowRight, FileInput } from "lucide-react";
import { type Preset, presets, type Scenario } from "#scenario";
import { importPoliciesView } from "../import/import-view.ts";
import { AccountTintsProvider } from "../parts/account-tints.tsx";
import { Button } from "../parts/button.tsx";
import { AccountChip, RegionChip } from "../parts/chips.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { useKeyhole } from "../store.tsx";
import { Disclosure } from "../verdict/disclosure.tsx";
import type { DialogBehindButton } from "./lazy-dialog.tsx";

const PlatformAudits = lazyPart(
  "The audits of other platforms",
  async () => (await import("../access/platform-audits.tsx")).PlatformAudits,
  <Skeleton label="Loading" lines={[60, 50, 70]} />,
);

const PresetMap = lazyPart(
  "The map",
  async () => (await import("../map/preset-map.tsx")).PresetMap,
  <div className="h-42" />,
);

/** The example answers that the user can start from. */
export function PresetsDialog({ onClose }: DialogBehindButton) {
  const choosePreset = useKeyhole((state) => state.usePreset);
  return (
    <Dialog
      title="Start from…"
      description="An example changes the shape of the import. Your accounts, roles, regions and keys stay where they fit, and edited documents keep your edits. Undo restores the answers."
      width={1080}
      onClose={onClose}
    >
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(300px,100%),1fr))] gap-2">
        {presets.map((preset) => (
          <PresetCard
            key={preset.id}
            preset={preset}
            onChoose={() => {
              choosePreset(preset.id);
              onClose();
            }}
          />
        ))}
      </ul>
      <Disclosure
        heading={3}
        openAtFirst={false}
        className="-mx-2 mt-3 px-2"
        head={<span className="text-sm">See what other platforms publish, and what it allows</span>}
      >
        {() => <PlatformAudits />}
      </Disclosure>
      <p className="mt-3 flex flex-wrap items-center gap-2 text-muted text-sm">
        You can also start from the policies that you have in AWS:
        <Button
          icon={FileInput}
          onClick={() => {
            onClose();
            importPoliciesView.getState().show();
          }}
        >
          Import your policies…
        </Button>
      </p>
    </Dialog>
  );
}

function PresetCard(props: { readonly preset: Preset; readonly onChoose: () => void }) {
  const { preset, onChoose } = props;
  const id = `preset-${preset.id}`;
  return (
    <li className="relative grid content-start gap-1.5 rounded-md border border-line bg-surface p-3 hover:border-edge hover:bg-canvas">
      <button
        type="button"
        aria-describedby={id}
        onClick={onChoose}
        className="justify-self-start rounded-sm text-left font-medium text-sm before:absolute before:inset-0"
      >
        {preset.name}
      </button>
      <p id={id} className="text-muted text-xs">
        {preset.summary}
      </p>
      <AccountTintsProvider accounts={accountsOf(preset.scenario)}>
        <PresetMap scenario={preset.scenario} />
        <Route scenario={preset.scenario} />
      </AccountTintsProvider>
    </li>
  );
}

function accountsOf({ platform, targets }: Scenario): readonly string[] {
  return [platform.account, ...targets.map(({ account }) => account)];
}

/** The accounts and regions that the data leaves and enters. */
function Route({ scenario }: { readonly scenario: Scenario }) {
  const { platform, targets } = scenario;
  const target = targets[0];
  const region = target?.keys[0]?.region;
  if (!target || !region) return null;
  return (
    <div className="mt-auto flex flex-wrap items-center gap-1">
      <span className="inline-flex items-center gap-1">
        <AccountChip account={target.account} />
        <RegionChip region={region} />
      </span>
      <span className="inline-flex items-center gap-1">
        <ArrowRight aria-label="to" size={12} className="shrink-0 text-muted" />
        {target.account !== platform.account && <AccountChip account={platform.account} />}
        {region !== platform.region && <RegionChip region={platform.region} />}
        {target.account === platform.account && region === platform.region && (
          <span className="text-muted text-xs">same account and region</span>
        )}
      </span>
    </div>
  );
}
