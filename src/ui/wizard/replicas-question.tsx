import { type Scenario, withKey } from "#scenario";
import { RegionChip } from "../parts/chips.tsx";
import { useKeyhole } from "../store.tsx";
import type { KeyQuestionProps } from "./key-question-props.ts";
import { RegionQuestion } from "./region-question.tsx";
import { TokenList } from "./token-list.tsx";

/** The regions with replicas of a multi-Region key: choosing one adds it. */
export function ReplicasQuestion({ sourceKey: key, path }: KeyQuestionProps) {
  const answer = useKeyhole((state) => state.answer);
  const write = (now: Scenario, change: (regions: readonly string[]) => readonly string[]) =>
    withKey(now, key.id, (before) => ({
      ...before,
      replicaRegions: change(before.replicaRegions),
    }));
  return (
    <div className="stack gap-1.5">
      <RegionQuestion
        // The field is empty again after each added region.
        key={key.replicaRegions.length}
        path={`${path}.replicaRegions`}
        label="Replicas"
        help="Choose a region to add a replica. With a replica in the platform’s region, the import needs no temporary key."
        value=""
        write={(now, region) =>
          region === "" ? now : write(now, (regions) => [...regions, region])
        }
      />
      <TokenList
        label="Regions with a replica"
        tokens={key.replicaRegions}
        show={(region) => <RegionChip region={region} />}
        onRemove={(region) =>
          answer((now) => write(now, (regions) => regions.filter((other) => other !== region)))
        }
      />
    </div>
  );
}
