import { memo } from "react";
import { outcomeWords, type Scene, type SceneGroup } from "#map";
import { hasExampleValues } from "#scenario";
import { useKeyhole } from "../store.tsx";

interface GroupChoiceProps {
  readonly scene: Scene;
  readonly shown: SceneGroup | undefined;
  readonly onChoose: (id: string) => void;
}

/** What the map shows; with sources of unequal verdict, the choice between them: broken ones first, equal ones folded. */
export const GroupChoice = memo(function GroupChoice(props: GroupChoiceProps) {
  const { scene, shown, onChoose } = props;
  const example = useKeyhole(({ scenario }) => hasExampleValues(scenario));
  if (scene.groups.length < 2)
    return (
      <p className="text-muted text-xs">
        {example && shown?.outcome !== "stops" ? "Example values. " : ""}
        {shown?.sentence}
      </p>
    );
  return (
    <label className="flex min-w-0 items-center gap-2 text-sm">
      <span className="text-muted">Show</span>
      <select
        value={shown?.id}
        onChange={(event) => onChoose(event.target.value)}
        className="h-7 min-w-0 rounded-md border border-edge bg-surface px-2"
      >
        {scene.groups.map((group) => (
          <option key={group.id} value={group.id}>
            {nameOf(group)}
          </option>
        ))}
      </select>
      {scene.moreStopped > 0 && (
        <span className="text-muted text-xs">and {scene.moreStopped} more that stop</span>
      )}
    </label>
  );
});

function nameOf({ sources, accounts, regions, outcome }: SceneGroup): string {
  const who =
    accounts.length > 1
      ? `× ${sources}`
      : `${accounts[0] ?? ""}${sources > 1 ? `, × ${sources}` : ""}`;
  const where = regions.length === 1 ? regions[0] : `${regions.length} regions`;
  return `${who}, ${where}: ${outcomeWords[outcome]}`;
}
