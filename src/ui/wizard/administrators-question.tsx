import { Plus } from "lucide-react";
import { useState } from "react";
import { type Scenario, withKey } from "#scenario";
import { Button } from "../parts/button.tsx";
import { RoleChip } from "../parts/chips.tsx";
import { Field } from "../parts/field.tsx";
import { TextInput } from "../parts/text-input.tsx";
import { useKeyhole } from "../store.tsx";
import type { KeyQuestionProps } from "./key-question-props.ts";
import { messageAbout } from "./problems.ts";
import { TokenList } from "./token-list.tsx";

/** The question for the key's administrators: names and ARNs, added one by one. */
export function AdministratorsQuestion({ target, sourceKey: key, path }: KeyQuestionProps) {
  const place = `${path}.administrators`;
  const scenario = useKeyhole((state) => state.scenario);
  const text = useKeyhole((state) => state.drafts[place]) ?? "";
  const answer = useKeyhole((state) => state.answer);
  const draft = useKeyhole((state) => state.draft);
  const [tried, setTried] = useState(false);

  const write = (now: Scenario, change: (list: readonly string[]) => readonly string[]) =>
    withKey(now, key.id, (before) => ({
      ...before,
      administrators: [...new Set(change(before.administrators))],
    }));
  const added = (now: Scenario) => write(now, (list) => [...list, text.trim()]);
  const problem = text.trim() === "" ? undefined : messageAbout(added(scenario), place, "error");
  const add = () => {
    setTried(true);
    if (text.trim() === "" || problem) return;
    answer(added);
    draft(place, null);
    setTried(false);
  };
  return (
    <div className="stack gap-1.5" data-question={place}>
      <Field
        label="Administrators"
        help="Roles or users that manage the key but cannot use it. Without administrators, the account’s IAM policies decide who manages it."
        problem={tried ? problem : undefined}
      >
        {(ids) => (
          <div className="flex gap-1.5">
            <TextInput
              {...ids}
              mono
              value={text}
              placeholder="Role name or ARN"
              onChange={(event) => draft(place, event.target.value || null)}
              onKeyDown={(event) => event.key === "Enter" && add()}
              onBlur={() => setTried(true)}
            />
            <Button icon={Plus} onClick={add} className="h-8">
              Add
            </Button>
          </div>
        )}
      </Field>
      <TokenList
        label="Administrators of the key"
        tokens={key.administrators}
        show={(name) => <RoleChip name={name} account={target.account} />}
        onRemove={(name) =>
          answer((now) => write(now, (list) => list.filter((other) => other !== name)))
        }
      />
    </div>
  );
}
