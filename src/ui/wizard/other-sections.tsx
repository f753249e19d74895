import { lazyPart } from "../parts/lazy-part.tsx";
import { ActionsSection } from "./actions-section.tsx";
import { CreateGrantSection } from "./create-grant-section.tsx";
import { useRequestAgain } from "./go-to-question.tsx";
import { GuardsSection } from "./guards-section.tsx";
import { MethodSection } from "./method-section.tsx";
import { TargetsSection } from "./targets-section.tsx";

const OtherUsersSection = lazyPart(
  "The question about other users",
  async () => (await import("../other-users/other-users-section.tsx")).OtherUsersSection,
);

const TimeSection = lazyPart(
  "The question about time",
  async () => (await import("./time-section.tsx")).TimeSection,
);

/** All sections after the first. */
export function OtherSections() {
  useRequestAgain();
  return (
    <>
      <TargetsSection number={2} />
      <MethodSection number={3} />
      <CreateGrantSection number={4} />
      <ActionsSection number={5} />
      <GuardsSection number={6} />
      <OtherUsersSection number={7} />
      <TimeSection number={8} />
    </>
  );
}
