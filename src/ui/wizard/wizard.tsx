import { ActionsSection } from "./actions-section.tsx";
import { CreateGrantSection } from "./create-grant-section.tsx";
import { GoToQuestion } from "./go-to-question.tsx";
import { GuardsSection } from "./guards-section.tsx";
import { MethodSection } from "./method-section.tsx";
import { PlatformSection } from "./platform-section.tsx";
import { TargetsSection } from "./targets-section.tsx";

/** All questions, in one column. */
export function Wizard() {
  return (
    <div className="bg-surface">
      <PlatformSection number={1} />
      <TargetsSection number={2} />
      <MethodSection number={3} />
      <CreateGrantSection number={4} />
      <ActionsSection number={5} />
      <GuardsSection number={6} />
      <GoToQuestion />
    </div>
  );
}
