import { X } from "lucide-react";
import { parseArn } from "#policy";
import {
  type KeyService,
  keyServiceFacts,
  keyServices,
  nameOfKey,
  type OtherUser,
  otherUserFacts,
  otherUserLimits,
  type Scenario,
} from "#scenario";
import { TickRow, toggled } from "../own-rules/tick-row.tsx";
import { IconButton } from "../parts/button.tsx";
import { Field } from "../parts/field.tsx";
import { SelectInput } from "../parts/text-input.tsx";
import { useKeyhole } from "../store.tsx";
import { TextQuestion } from "../wizard/text-question.tsx";

interface UserCardProps {
  readonly user: OtherUser;
  readonly name: string;
  /** The only one of its kind: the tick removes it. */
  readonly isOnly: boolean;
  readonly write: (scenario: Scenario, change: Partial<OtherUser>) => Scenario;
  readonly onRemove: () => void;
}

/** The questions about one other user: its account, its role, its service, its keys. */
export function UserCard({ user, name, isOnly, write, onRemove }: UserCardProps) {
  const answer = useKeyhole((state) => state.answer);
  const path = `otherUsers.${user.id}`;
  const { ownRole } = otherUserFacts[user.kind];
  return (
    <fieldset className="stack relative ml-1.5 gap-3 border-line border-l-2 pl-3">
      <legend className="sr-only">{name}</legend>
      {!isOnly && (
        <div className="absolute top-0 right-0">
          <IconButton label={`Remove: ${name}`} icon={X} onClick={onRemove} />
        </div>
      )}
      {user.kind === "service" && (
        <Field label="Service">
          {(ids) => (
            <SelectInput
              {...ids}
              value={user.service ?? "rds"}
              onChange={({ target: { value } }) =>
                answer((now) => write(now, { service: value as KeyService }))
              }
            >
              {keyServices.map((service) => (
                <option key={service} value={service}>
                  {keyServiceFacts[service].name}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
      )}
      {user.kind !== "inspector" && (
        <TextQuestion
          path={`${path}.account`}
          label="Account of its role"
          help="Leave it empty for the account that owns the key."
          placeholder="the key’s account"
          value={user.account}
          write={(now, account) => write(now, { account })}
          clean={(text) => text.replace(/[\s-]/g, "")}
          mayBecome={(text) => /^\d{0,11}$/.test(text)}
        />
      )}
      <TextQuestion
        path={`${path}.role`}
        label="Its role"
        help={
          ownRole === ""
            ? "The role that calls EC2 or the service, by name or ARN."
            : "Leave it empty for the role that AWS makes for it."
        }
        placeholder={ownRole === "" ? "Role name or ARN" : ownRole}
        value={user.role}
        write={(now, role) => {
          const account = parseArn(role)?.account;
          return write(now, account ? { role, account } : { role });
        }}
        clean={(text) => text.trim()}
        mayBecome={(text) => /^a?r?n?$/.test(text) || /^arn:[^/]*$/.test(text)}
      />
      <KeysQuestion user={user} write={write} />
    </fieldset>
  );
}

/** Which keys it uses; not asked if the import has one. */
function KeysQuestion({ user: { keys }, write }: Pick<UserCardProps, "user" | "write">) {
  const targets = useKeyhole((state) => state.scenario.targets);
  const answer = useKeyhole((state) => state.answer);
  const all = targets.flatMap((target) => target.keys.map((key) => ({ key, target })));
  if (all.length < 2 || all.length > otherUserLimits.keys) return null;
  const ids = all.map(({ key }) => key.id);
  return (
    <fieldset className="stack max-h-40 gap-1 overflow-y-auto">
      <legend className="float-left min-h-5 font-medium text-soft text-sm">
        Keys that it uses
      </legend>
      {all.map(({ key, target }) => (
        <TickRow
          key={key.id}
          label={`${nameOfKey(key)} in ${key.region}, account ${target.account}`}
          on={keys === undefined || keys.includes(key.id)}
          onTick={(on) => {
            const chosen = toggled(keys ?? ids, key.id, on);
            answer((now) => write(now, { keys: ids.filter((id) => chosen.includes(id)) }));
          }}
        />
      ))}
    </fieldset>
  );
}
