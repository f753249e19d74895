import { exampleNamings } from "#limits";
import { Dialog } from "../parts/dialog.tsx";
import { useKeyhole } from "../store.tsx";
import { platformPolicies, policyCount } from "./limits-of-work.ts";
import { WayCard } from "./way-card.tsx";

/** The two ways for the platform role's policy to stay small, what each asks, and what it opens. */
export function WaysDialog({ onClose }: { readonly onClose: () => void }) {
  const answer = useKeyhole((state) => state.answer);
  const policies = useKeyhole(platformPolicies);
  return (
    <Dialog
      title="Ways that fit"
      description={`Named one by one, keys and roles of other accounts take ${policyCount(policies)}. Either way names what they have in common instead.`}
      width={920}
      onClose={onClose}
    >
      <div className="grid gap-3 md:grid-cols-2">
        {exampleNamings.map((naming) => (
          <WayCard
            key={naming.by}
            naming={naming}
            onUse={(platformNaming) => {
              answer((now) => ({ ...now, platformNaming }));
              onClose();
            }}
          />
        ))}
      </div>
    </Dialog>
  );
}
