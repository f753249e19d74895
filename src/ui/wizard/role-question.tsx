import type { Scenario } from "#scenario";
import { useKeyhole } from "../store.tsx";
import { readRoleArn } from "./pasted-arn.ts";
import { TextQuestion } from "./text-question.tsx";

interface RoleQuestionProps {
  readonly path: string;
  readonly help: string;
  readonly placeholder: string;
  readonly account: string;
  readonly value: string;
  readonly write: (scenario: Scenario, account: string, role: string) => Scenario;
}

/** A question for a role; a pasted ARN also sets the account. */
export function RoleQuestion(props: RoleQuestionProps) {
  const { path, help, placeholder, account, value, write } = props;
  const scenario = useKeyhole((state) => state.scenario);
  return (
    <TextQuestion
      path={path}
      label="Role"
      help={help}
      placeholder={placeholder}
      value={value}
      write={(now, role) => write(now, account, role)}
      clean={(text) => text.trim()}
      // An ARN is a name with colons until its sixth part.
      mayBecome={(text) => /^a?r?n?$/.test(text) || /^arn:[^/]*$/.test(text)}
      readArn={(text) => readRoleArn(scenario, { account, write }, text)}
    />
  );
}
