import { Plus } from "lucide-react";
import { type Scenario, type Target, withTarget } from "#scenario";
import { Button } from "../parts/button.tsx";
import { AccountChip, RoleChip } from "../parts/chips.tsx";
import { Segments } from "../parts/segments.tsx";
import { useKeyhole } from "../store.tsx";
import { AccountQuestion } from "./account-question.tsx";
import { Card, cardQuestion } from "./card.tsx";
import { KeyCard } from "./key-card.tsx";
import { readRoleArn } from "./pasted-arn.ts";
import { ProblemMark } from "./problem-mark.tsx";
import { RoleQuestion } from "./role-question.tsx";
import { renamed, withNewKey, withoutTarget, withTargetCopy } from "./target-answers.ts";
import { TextQuestion } from "./text-question.tsx";
import { useAddPart } from "./use-add-part.ts";
import { wizardView } from "./wizard-view.ts";
import { count } from "./words.ts";

interface TargetCardProps {
  readonly target: Target;
  readonly openAtFirst: boolean;
}

/** One target account with its keys. */
export function TargetCard({ target, openAtFirst }: TargetCardProps) {
  const targets = useKeyhole((state) => state.scenario.targets);
  const answer = useKeyhole((state) => state.answer);
  const addPart = useAddPart();
  const remove = () => {
    answer((now) => withoutTarget(now, target.id));
    const at = targets.indexOf(target);
    const neighbour = targets[at + 1] ?? targets[at - 1];
    wizardView.getState().goTo(neighbour ? cardQuestion(neighbour.id) : "targets");
  };
  return (
    <Card
      id={target.id}
      name={`account ${target.account || "without an id"}`}
      openAtFirst={openAtFirst}
      summary={<TargetSummary target={target} />}
      onDuplicate={() => addPart((now) => withTargetCopy(now, target))}
      onRemove={remove}
    >
      <TargetQuestions target={target} />
      <TargetKeys target={target} />
    </Card>
  );
}

function TargetSummary({ target }: { readonly target: Target }) {
  return (
    <>
      <AccountChip account={target.account} />
      {target.name && <span className="truncate text-xs leading-5">{target.name}</span>}
      {target.role && <RoleChip name={target.role} account={target.account} />}
      <span className="text-muted text-xs leading-5">{count(target.keys.length, "key")}</span>
      <ProblemMark path={`targets.${target.id}`} />
    </>
  );
}

function TargetQuestions({ target }: { readonly target: Target }) {
  const scenario = useKeyhole((state) => state.scenario);
  const answer = useKeyhole((state) => state.answer);
  const path = `targets.${target.id}`;
  const platformAccount = scenario.platform.account;
  const own = target.account !== "" && target.account === platformAccount;
  const change = (answers: Partial<Target>) => (now: Scenario) =>
    withTarget(now, target.id, (before) => ({ ...before, ...answers }));
  const writeRole = (now: Scenario, account: string, role: string) =>
    change({ account, role })(now);
  return (
    <>
      <Segments
        label="Account"
        choices={[
          { value: "other", label: "Another account" },
          { value: "own", label: "The platform’s account" },
        ]}
        value={own ? "own" : "other"}
        onChoose={(owner) => answer(change({ account: owner === "own" ? platformAccount : "" }))}
      />
      {!own && (
        <AccountQuestion
          path={`${path}.account`}
          help="The account that owns the instance, its volumes and the keys below."
          value={target.account}
          write={(now, account) => change({ account })(now)}
          readArn={(text) =>
            readRoleArn(scenario, { account: target.account, write: writeRole }, text)
          }
        />
      )}
      <NameQuestion target={target} />
      <RoleQuestion
        path={`${path}.role`}
        help={
          own
            ? "A role that the platform role assumes in its account. Leave it empty if the platform role acts itself."
            : "The role that the platform role assumes in this account. Enter its name, path and name, or ARN."
        }
        placeholder={own ? "none" : "CadoResponseCrossAccountRole"}
        account={target.account}
        value={target.role}
        write={writeRole}
      />
    </>
  );
}

/** The question for the account's name, if the list has several accounts. */
function NameQuestion({ target }: { readonly target: Target }) {
  const several = useKeyhole((state) => state.scenario.targets.length > 1);
  if (!several && target.name === undefined) return null;
  return (
    <TextQuestion
      path={`targets.${target.id}.name`}
      label="Name"
      help="The name that you use for the account. No policy contains it."
      value={target.name ?? ""}
      write={(now, name) => withTarget(now, target.id, (before) => renamed(before, name))}
      mayBecome={() => true}
    />
  );
}

function TargetKeys({ target }: { readonly target: Target }) {
  const addPart = useAddPart();
  return (
    <div className="stack gap-1.5">
      <h3 className="font-medium text-soft text-sm">Keys</h3>
      <ul className="stack gap-2 empty:hidden">
        {target.keys.map((key) => (
          <li key={key.id}>
            <KeyCard target={target} sourceKey={key} openAtFirst={target.keys.length === 1} />
          </li>
        ))}
      </ul>
      <div data-question={`targets.${target.id}.keys`}>
        <Button icon={Plus} onClick={() => addPart((now) => withNewKey(now, target.id))}>
          Add a key
        </Button>
      </div>
    </div>
  );
}
