import { regionsOf } from "#policy/kms";
import type { Scenario } from "#scenario";
import { useKeyhole } from "../store.tsx";
import type { Pasted } from "./pasted-arn.ts";
import { TextQuestion } from "./text-question.tsx";

interface RegionQuestionProps {
  readonly path: string;
  readonly label: string;
  readonly help?: string;
  readonly value: string;
  readonly write: (scenario: Scenario, region: string) => Scenario;
  readonly readArn?: (text: string) => Pasted | undefined;
}

/** A question for a region of the scenario's partition, searched by code or name. */
export function RegionQuestion(props: RegionQuestionProps) {
  const partition = useKeyhole((state) => state.scenario.partition);
  const regions = regionsOf(partition);
  return (
    <TextQuestion
      {...props}
      placeholder="Search by code or name"
      suggestions={regions.map(({ code, name }) => ({ value: code, name }))}
      clean={(text) => text.trim().toLowerCase()}
      mayBecome={(text) =>
        regions.some(({ code, name }) => `${code} ${name.toLowerCase()}`.includes(text))
      }
    />
  );
}
