import {
  type CreateGrantAnswer,
  createGrantAnswers,
  type Key,
  type KeyOrigin,
  type KeySpec,
  type Scenario,
  withKey,
} from "#scenario";
import { Field } from "../parts/field.tsx";
import { SelectInput } from "../parts/text-input.tsx";
import { useKeyhole } from "../store.tsx";
import { AdministratorsQuestion } from "./administrators-question.tsx";
import { createGrantLabels } from "./create-grant-section.tsx";
import { useRequestAgain } from "./go-to-question.tsx";
import type { KeyQuestionProps } from "./key-question-props.ts";
import { KeyStateQuestion } from "./key-state-question.tsx";
import { messageAbout } from "./problems.ts";

const origins: Readonly<Record<KeyOrigin, string>> = {
  kms: "KMS",
  imported: "Imported material",
  "custom-key-store": "Custom key store",
};

const specs: Readonly<Record<KeySpec, string>> = {
  symmetric: "Symmetric",
  asymmetric: "Asymmetric",
  hmac: "HMAC",
};

/** The questions about a key that most users need not answer. */
export function KeyDetails(props: KeyQuestionProps) {
  const { sourceKey: key, path } = props;
  const answer = useKeyhole((state) => state.answer);
  const general = useKeyhole((state) => state.scenario.createGrant);
  useRequestAgain();
  const isCustomerKey = key.type !== "aws-managed";
  const change = (answers: Partial<Key>) =>
    answer((now: Scenario) => withKey(now, key.id, (before) => ({ ...before, ...answers })));
  return (
    <>
      {isCustomerKey && <AdministratorsQuestion {...props} />}
      {isCustomerKey && (
        <Choice
          path={`${path}.origin`}
          label="Origin of the key material"
          help="The administrators’ actions depend on it. Imported key material can expire."
          names={origins}
          value={key.origin}
          onChoose={(origin) => change({ origin })}
        />
      )}
      {isCustomerKey && <KeyStateQuestion {...props} />}
      <Choice
        path={`${path}.createGrant`}
        label="CreateGrant for this key"
        help="Applies only to this key."
        names={{
          general: `Same as for all keys: ${createGrantLabels[general]}`,
          ...createGrantLabels,
        }}
        value={key.createGrant ?? "general"}
        onChoose={(value) =>
          answer((now) => withKey(now, key.id, (before) => withOwnGrant(before, value)))
        }
      />
      {isCustomerKey && (
        <Choice
          path={`${path}.spec`}
          label="Key spec"
          help="EBS encrypts with symmetric keys only."
          names={specs}
          value={key.spec}
          onChoose={(spec) => change({ spec })}
        />
      )}
    </>
  );
}

function withOwnGrant(key: Key, value: CreateGrantAnswer | "general"): Key {
  const { createGrant: _, ...rest } = key;
  const own = createGrantAnswers.find((answer) => answer === value);
  return own ? { ...rest, createGrant: own } : rest;
}

interface ChoiceProps<Value extends string> {
  readonly path: string;
  readonly label: string;
  readonly help: string;
  readonly names: Readonly<Record<Value, string>>;
  readonly value: Value;
  readonly onChoose: (value: Value) => void;
}

function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { path, label, help, names, value, onChoose } = props;
  const problem = useKeyhole(({ scenario }) => messageAbout(scenario, path, "error"));
  const values = Object.keys(names) as Value[];
  return (
    <div data-question={path}>
      <Field label={label} help={help} problem={problem}>
        {(ids) => (
          <SelectInput
            {...ids}
            value={value}
            onChange={(event) => {
              const chosen = values.find((candidate) => candidate === event.target.value);
              if (chosen) onChoose(chosen);
            }}
          >
            {values.map((candidate) => (
              <option key={candidate} value={candidate}>
                {names[candidate]}
              </option>
            ))}
          </SelectInput>
        )}
      </Field>
    </div>
  );
}
