import type { Scenario } from "#scenario";
import type { Pasted } from "./pasted-arn.ts";
import { TextQuestion } from "./text-question.tsx";

interface AccountQuestionProps {
  readonly path: string;
  readonly help: string;
  readonly value: string;
  readonly write: (scenario: Scenario, account: string) => Scenario;
  readonly readArn: (text: string) => Pasted | undefined;
}

/** A question for an account id. */
export function AccountQuestion(props: AccountQuestionProps) {
  return (
    <TextQuestion
      {...props}
      label="Account id"
      placeholder="12 digits"
      // Consoles show account ids in groups of four.
      clean={(text) => text.replace(/[\s-]/g, "")}
      mayBecome={(text) => /^\d{0,11}$/.test(text)}
    />
  );
}
