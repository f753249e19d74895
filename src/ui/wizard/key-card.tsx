import type { ReactNode } from "react";
import { useStore } from "zustand";
import { type Key, type KeyType, nameOfKey, type Scenario, withKey } from "#scenario";
import { KeyChip, RegionChip } from "../parts/chips.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import { Segments } from "../parts/segments.tsx";
import { useKeyhole } from "../store.tsx";
import { Card, cardQuestion } from "./card.tsx";
import { KeyNamingQuestions } from "./key-naming-questions.tsx";
import type { KeyQuestionProps } from "./key-question-props.ts";
import { readKeyArn } from "./pasted-key-arn.ts";
import { ProblemMark } from "./problem-mark.tsx";
import { RegionQuestion } from "./region-question.tsx";
import { ReplicasQuestion } from "./replicas-question.tsx";
import { Chevron } from "./section.tsx";
import { withKeyCopy, withoutKey } from "./target-answers.ts";
import { useAddPart } from "./use-add-part.ts";
import { moreOf, wizardView } from "./wizard-view.ts";

const KeyDetails = lazyPart(
  "The questions about the key",
  () => import("./key-details.tsx").then((module) => module.KeyDetails),
  <div className="h-60" />,
);

const types: readonly { value: KeyType; label: string; help: string }[] = [
  {
    value: "customer-managed",
    label: "Customer managed",
    help: "You control its key policy. Keyhole writes it.",
  },
  {
    value: "aws-managed",
    label: "AWS managed",
    help: "alias/aws/ebs. AWS controls its key policy. You cannot share snapshots under it with another account.",
  },
  {
    value: "multi-region",
    label: "Multi-Region",
    help: "One key id in several regions. Each replica has a separate key policy.",
  },
];

/** One key of a target. */
export function KeyCard(props: Omit<KeyQuestionProps, "path"> & { readonly openAtFirst: boolean }) {
  const { target, sourceKey: key, openAtFirst } = props;
  const answer = useKeyhole((state) => state.answer);
  const addPart = useAddPart();
  const path = `targets.${target.id}.keys.${key.id}`;
  const remove = () => {
    answer((now) => withoutKey(now, target.id, key.id));
    const at = target.keys.indexOf(key);
    const neighbour = target.keys[at + 1] ?? target.keys[at - 1];
    wizardView
      .getState()
      .goTo(neighbour ? cardQuestion(neighbour.id) : `targets.${target.id}.keys`);
  };
  return (
    <Card
      id={key.id}
      name={`key ${nameOfKey(key)}`}
      openAtFirst={openAtFirst}
      summary={
        <>
          <KeyChip name={nameOfKey(key)} account={target.account} />
          <RegionChip region={key.region} />
          <ProblemMark path={path} />
        </>
      }
      onDuplicate={() => addPart((now) => withKeyCopy(now, target.id, key))}
      onRemove={remove}
    >
      <KeyQuestions target={target} sourceKey={key} path={path} />
    </Card>
  );
}

function KeyQuestions({ target, sourceKey: key, path }: KeyQuestionProps) {
  const scenario = useKeyhole((state) => state.scenario);
  const answer = useKeyhole((state) => state.answer);
  const change = (answers: Partial<Key>) => (now: Scenario) =>
    withKey(now, key.id, (before) => ({ ...before, ...answers }));
  const shared = { target, sourceKey: key, path };
  return (
    <>
      {key.type !== "aws-managed" && <KeyNamingQuestions {...shared} />}
      <div data-question={`${path}.type`}>
        <Segments
          label="Type"
          choices={types}
          value={key.type}
          onChoose={(type) => answer(change({ type }))}
          help={types.find(({ value }) => value === key.type)?.help}
        />
      </div>
      <RegionQuestion
        path={`${path}.region`}
        label={key.type === "multi-region" ? "Region of the primary key" : "Region"}
        value={key.region}
        write={(now, region) => change({ region })(now)}
        readArn={(text) => readKeyArn(scenario, target.id, key.id, text)}
      />
      {key.type === "multi-region" && <ReplicasQuestion {...shared} />}
      <MoreSettings keyId={key.id}>
        <KeyDetails {...shared} />
      </MoreSettings>
    </>
  );
}

function MoreSettings(props: { readonly keyId: string; readonly children: ReactNode }) {
  const id = moreOf(props.keyId);
  const open = useStore(wizardView, (view) => view.open[id] ?? false);
  const setOpen = useStore(wizardView, (view) => view.setOpen);
  return (
    <div className="stack gap-4">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(id, !open)}
        className="flex min-h-6 items-center gap-1.5 justify-self-start rounded-sm text-muted text-sm hover:text-text"
      >
        <Chevron open={open} /> More settings for this key
      </button>
      {open && props.children}
    </div>
  );
}
