import { Fragment } from "react";
import {
  type Key,
  type KeyState,
  keyStates,
  keyStateWords,
  regionsOfKey,
  remediesOfState,
  type Scenario,
  stateOfKey,
  type Target,
  withKey,
  withKeyState,
} from "#scenario";
import { useCopy } from "../editor/use-copy.ts";
import { CommandLine } from "../parts/command-line.tsx";
import { Field } from "../parts/field.tsx";
import { SelectInput } from "../parts/text-input.tsx";
import { useKeyhole } from "../store.tsx";
import { isBeginningOfTime } from "./beginning-of-time.ts";
import type { KeyQuestionProps } from "./key-question-props.ts";
import { TextQuestion } from "./text-question.tsx";

/** The question for the state of a key, once for each of its regions. */
export function KeyStateQuestion({ target, sourceKey: key, path }: KeyQuestionProps) {
  const answer = useKeyhole((state) => state.answer);
  const regions = regionsOfKey(key);
  return (
    <div data-question={`${path}.states`} className="stack gap-3">
      {regions.map((region) => {
        const state = stateOfKey(key, region);
        return (
          <Fragment key={region}>
            <Field
              label={regions.length > 1 ? `State in ${region}` : "State of the key"}
              help="From describe-key. A key that is not enabled stops an import, whatever the policies allow."
            >
              {(ids) => (
                <>
                  <SelectInput
                    {...ids}
                    value={state ?? ""}
                    onChange={(event) => {
                      const chosen = keyStates.find((one) => one === event.target.value);
                      answer((now) =>
                        withKey(now, key.id, (before) => withKeyState(before, region, chosen)),
                      );
                    }}
                  >
                    <option value="">Not said: taken for enabled</option>
                    {keyStates.map((one) => (
                      <option key={one} value={one}>
                        {optionWords(one)}
                      </option>
                    ))}
                  </SelectInput>
                  {state !== undefined && state !== "enabled" && (
                    <Remedies target={target} sourceKey={key} region={region} state={state} />
                  )}
                </>
              )}
            </Field>
            {key.origin === "imported" && (state ?? "enabled") === "enabled" && (
              <TextQuestion
                path={`${path}.expires.${region}`}
                label={`Its material expires${regions.length > 1 ? ` in ${region}` : ""} (UTC)`}
                help="ValidTo of describe-key. No policy lets the key be used afterwards. Leave it empty if the material does not expire."
                placeholder="2026-12-01 17:00"
                value={key.states?.find((one) => one.region === region)?.expires ?? ""}
                write={(now, expires) =>
                  withKey(now, key.id, (before) => withKeyState(before, region, "enabled", expires))
                }
                clean={(text) => text.trim()}
                mayBecome={isBeginningOfTime}
              />
            )}
          </Fragment>
        );
      })}
    </div>
  );
}

function optionWords(state: KeyState): string {
  const words = keyStateWords[state];
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What makes the key usable. */
function Remedies(props: {
  readonly target: Target;
  readonly sourceKey: Key;
  readonly region: string;
  readonly state: Exclude<KeyState, "enabled">;
}) {
  const { target, sourceKey: key, region, state } = props;
  const scenario: Scenario = useKeyhole((store) => store.scenario);
  const { said, copy } = useCopy();
  const source = { target, targetIndex: 0, key, keyIndex: 0, region };
  return (
    <div className="stack gap-1.5 pt-1">
      {remediesOfState(scenario, source, state).map(({ text, commands }) => (
        <div key={text} className="stack gap-1">
          <p className="text-soft text-xs">{text}</p>
          {commands.map((line) => (
            <CommandLine
              key={line}
              title={text}
              line={line}
              onCopy={() => void copy(line, "the command")}
            />
          ))}
        </div>
      ))}
      <p role="status" className="text-muted text-xs empty:hidden">
        {said}
      </p>
    </div>
  );
}
