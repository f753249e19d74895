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
import { grownByCopyOfTarget, grownByKey, renamed, withoutTarget } from "./target-answers.ts";
import { TextQuestion } from "./text-question.tsx";
import { useGrow } from "./use-grow.ts";
import { wizardView } from "./wizard-view.ts";
import { count } from "./words.ts";

interface TargetCardProps {
  readonly target: Target;
  readonly openAtFirst: boolean;
}

/** One account with keys. */
export function TargetCard({ target, openAtFirst }: TargetCardProps) {
  const targets = useKeyhole((state) => state.scenario.targets);
  const answer = useKeyhole((state) => state.answer);
  const grow = useGrow();
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
      onDuplicate={() => grow((now) => grownByCopyOfTarget(now, target))}
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
        label="Whose account"
        choices={[
          { value: "other", label: "Another account" },
          { value: "own", label: "The platform’s own" },
        ]}
        value={own ? "own" : "other"}
        onChoose={(whose) => answer(change({ account: whose === "own" ? platformAccount : "" }))}
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
            ? "A role to assume in the platform’s account. Empty: the platform role itself acts."
            : "The role that the platform role assumes there. Name, path and name, or ARN."
        }
        placeholder={own ? "none" : "CadoResponseCrossAccountRole"}
        account={target.account}
        value={target.role}
        write={writeRole}
      />
    </>
  );
}

/** Where there are several accounts, people know them by their names. */
function NameQuestion({ target }: { readonly target: Target }) {
  const several = useKeyhole((state) => state.scenario.targets.length > 1);
  if (!several && target.name === undefined) return null;
  return (
    <TextQuestion
      path={`targets.${target.id}.name`}
      label="Name"
      help="What you call the account. No policy has it."
      value={target.name ?? ""}
      write={(now, name) => withTarget(now, target.id, (before) => renamed(before, name))}
      mayBecome={() => true}
    />
  );
}

function TargetKeys({ target }: { readonly target: Target }) {
  const grow = useGrow();
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
        <Button icon={Plus} onClick={() => grow((now) => grownByKey(now, target.id))}>
          Add a key
        </Button>
      </div>
    </div>
  );
}
