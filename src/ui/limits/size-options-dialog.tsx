import { exampleNamings } from "#generator";
import { Dialog } from "../parts/dialog.tsx";
import { useKeyhole } from "../store.tsx";
import { useGoToQuestion } from "../verdict/use-go-to-question.ts";
import { platformPolicies, policyCount } from "./limits-of-work.ts";
import { SizeOptionCard } from "./size-option-card.tsx";

/** The two options that keep the platform role's policy small: what each needs, and what it allows beyond the list. */
export function SizeOptionsDialog({ onClose }: { readonly onClose: () => void }) {
  const answer = useKeyhole((state) => state.answer);
  const policies = useKeyhole(platformPolicies);
  const goTo = useGoToQuestion();
  return (
    <Dialog
      title="Size options"
      description={`Named one by one, keys and roles of other accounts need ${policyCount(policies)}. Each option names what they have in common instead.`}
      width={920}
      onClose={onClose}
    >
      <div className="grid gap-3 md:grid-cols-2">
        {exampleNamings.map((naming) => (
          <SizeOptionCard
            key={naming.by}
            naming={naming}
            onUse={(platformNaming) => {
              answer((now) => ({ ...now, platformNaming }));
              onClose();
              // The notice with the button that opened this dialog is no longer drawn: the answer gets the focus.
              goTo("platformNaming");
            }}
          />
        ))}
      </div>
    </Dialog>
  );
}
