import { CircleCheck } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import {
  type KeyFacts,
  type ReadVolume,
  readVolume,
  whyUnusable,
  withFirstTargetIn,
  withKeyFacts,
} from "#import";
import { instantInWords } from "#policy";
import { keyStateWords, type Scenario, withKey, withTarget } from "#scenario";
import { Button } from "../parts/button.tsx";
import { AccountChip, KeyChip, RegionChip } from "../parts/chips.tsx";
import { ProblemText } from "../parts/field.tsx";
import { useKeyhole } from "../store.tsx";
import { AccountQuestion } from "../wizard/account-question.tsx";
import { KeyNamingQuestions } from "../wizard/key-naming-questions.tsx";
import { readKeyArn } from "../wizard/pasted-key-arn.ts";
import { RegionQuestion } from "../wizard/region-question.tsx";
import { RoleQuestion } from "../wizard/role-question.tsx";
import { count } from "../wizard/words.ts";
import { KeyTypeOptions } from "./key-type-options.tsx";
import { ScreenHead, TwoColumns } from "./screen-parts.tsx";
import { SoFar } from "./so-far.tsx";

/** Where the volume and its key are: read from what the user pastes, or filled in. */
export function VolumeScreen() {
  const scenario = useKeyhole((state) => state.scenario);
  const answer = useKeyhole((state) => state.answer);
  const draft = useKeyhole((state) => state.draft);
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const read = useMemo(() => (text.trim() === "" ? undefined : readVolume(text)), [text]);
  const [byHand, setByHand] = useState(false);
  const take = (facts: KeyFacts) => {
    const [target] = scenario.targets;
    if (target) {
      draft(`targets.${target.id}.account`, null);
      for (const { id } of target.keys.slice(0, 1))
        for (const field of ["naming", "region"])
          draft(`targets.${target.id}.keys.${id}.${field}`, null);
    }
    answer((now) => withKeyFacts(now, facts));
  };
  const onText = (next: string) => {
    setText(next);
    setChosen(0);
    const [first] = next.trim() === "" ? [] : readVolume(next).keys;
    if (first) take(first);
  };
  const facts = read?.keys[chosen];
  const unusable = facts && whyUnusable(facts);
  return (
    <>
      <ScreenHead title="Where is the volume, and its key?">
        Paste a key ARN, the output of <code className="text-xs">describe-volumes</code>,{" "}
        <code className="text-xs">describe-snapshots</code> or{" "}
        <code className="text-xs">describe-key</code>, or a policy. Keyhole reads what it says.
      </ScreenHead>
      <TwoColumns aside={<SoFar />}>
        <div className="stack gap-2">
          <label htmlFor="guide-paste" className="font-medium text-soft text-sm">
            Paste here
          </label>
          <textarea
            id="guide-paste"
            rows={3}
            value={text}
            spellCheck={false}
            autoComplete="off"
            placeholder="arn:aws:kms:…"
            aria-describedby="guide-paste-read"
            onChange={(event) => onText(event.target.value)}
            className="resize-y rounded-md border border-edge bg-surface px-2.5 py-2 font-mono text-xs focus-visible:outline-offset-0"
          />
          <div id="guide-paste-read" role="status">
            {read?.problem && <ProblemText>{read.problem}</ProblemText>}
            {unusable && <ProblemText>{unusable}</ProblemText>}
            {facts?.state && facts.state !== "enabled" && (
              <ProblemText>
                The key is {keyStateWords[facts.state]}: an import stops there, whatever the
                policies allow.
              </ProblemText>
            )}
            {read && facts && (
              <ReadFacts
                read={read}
                facts={facts}
                chosen={chosen}
                onChoose={(index) => {
                  setChosen(index);
                  const next = read.keys[index];
                  if (next) take(next);
                }}
                byHand={byHand}
                onByHand={() => setByHand(!byHand)}
              />
            )}
          </div>
        </div>
        {(!facts || byHand || isIncomplete(facts)) && <FieldsByHand scenario={scenario} />}
        <TargetRole scenario={scenario} />
        {facts?.madeBy === undefined && <KeyTypeOptions />}
      </TwoColumns>
    </>
  );
}

const isIncomplete = ({ account, region, keyId, alias }: KeyFacts) =>
  account === undefined || region === undefined || (keyId ?? alias) === undefined;

interface ReadFactsProps {
  readonly read: ReadVolume;
  readonly facts: KeyFacts;
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
  readonly byHand: boolean;
  readonly onByHand: () => void;
}

/** What was read, row by row, with where it comes from. */
function ReadFacts({ read, facts, chosen, onChoose, byHand, onByHand }: ReadFactsProps) {
  const rows = factRows(facts);
  const from = /ARN/.test(read.recognised) ? "from the ARN" : "from the text";
  return (
    <section aria-label="What it says" className="rounded-md border border-line bg-surface">
      <div className="flex flex-wrap items-center justify-between gap-2 border-line border-b py-1.5 pr-1.5 pl-3">
        <span className="inline-flex items-center gap-1.5 font-medium text-done text-sm">
          <CircleCheck aria-hidden size={14} />
          {read.recognised}: {count(rows.length, "answer")}
        </span>
        <Button tone="quiet" aria-expanded={byHand} onClick={onByHand}>
          Change by hand
        </Button>
      </div>
      {read.keys.length > 1 && (
        <label className="flex flex-wrap items-center gap-2 border-line border-b px-3 py-2 text-sm">
          It names {read.keys.length} keys. The guide sets up one:
          <select
            value={chosen}
            onChange={(event) => onChoose(Number(event.target.value))}
            className="h-7 min-w-0 max-w-full rounded-md border border-edge bg-surface px-1.5 font-mono text-xs"
          >
            {read.keys.map(({ account, region, keyId, alias }, index) => (
              <option key={`${account} ${region} ${keyId ?? alias}`} value={index}>
                {[account, region, keyId ?? alias].filter(Boolean).join(" · ")}
              </option>
            ))}
          </select>
        </label>
      )}
      <dl>
        {rows.map(({ name, value, why }) => (
          <div
            key={name}
            className="grid min-h-7 grid-cols-[6rem_minmax(0,1fr)_auto] items-center gap-x-2 border-line border-t px-3 py-1 first:border-t-0 max-sm:grid-cols-[6rem_minmax(0,1fr)]"
          >
            <dt className="text-muted text-sm">{name}</dt>
            <dd className="flex min-w-0 text-sm">{value}</dd>
            <dd className="text-muted text-xs max-sm:hidden">{why ?? from}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function factRows(facts: KeyFacts) {
  const { account, region, keyId, alias, isMultiRegion, regions, madeBy, origin, state, expires } =
    facts;
  return [
    ...(account ? [{ name: "Account", value: <AccountChip account={account} /> }] : []),
    ...(region ? [{ name: "Region", value: <RegionChip region={region} /> }] : []),
    ...((keyId ?? alias)
      ? [{ name: "Key", value: <KeyChip name={keyId ?? alias ?? ""} account={account} /> }]
      : []),
    ...(isMultiRegion === undefined
      ? []
      : [
          {
            name: "Multi-Region",
            value: isMultiRegion ? (regions?.join(", ") ?? "yes") : "no",
            why: isMultiRegion ? "the id begins with mrk-" : "the id has no mrk-",
          },
        ]),
    ...(madeBy === undefined || (madeBy === "customer" && isMultiRegion)
      ? []
      : [{ name: "Made by", value: madeBy === "aws" ? "AWS" : "you" }]),
    ...(state === undefined ? [] : [{ name: "State", value: keyStateWords[state] }]),
    ...(expires === undefined
      ? []
      : [{ name: "Material expires", value: instantInWords(expires) }]),
    ...(origin === undefined || origin === "kms"
      ? []
      : [
          {
            name: "Material",
            value: origin === "imported" ? "imported" : "in a custom key store",
          },
        ]),
  ] as readonly { name: string; value: ReactNode; why?: string }[];
}

/** The fields that a pasted text fills in. */
function FieldsByHand({ scenario }: { readonly scenario: Scenario }) {
  const target = scenario.targets[0];
  const key = target?.keys[0];
  if (!target || !key) return null;
  const path = `targets.${target.id}`;
  const keyPath = `${path}.keys.${key.id}`;
  const readArn = (text: string) => readKeyArn(scenario, target.id, key.id, text);
  return (
    <div className="stack gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <AccountQuestion
          path={`${path}.account`}
          help="The account of the instance and the key."
          value={target.account}
          write={withFirstTargetIn}
          readArn={readArn}
        />
        <RegionQuestion
          path={`${keyPath}.region`}
          label="Region"
          help="The region of the volume and the key."
          value={key.region}
          write={(now, region) => withKey(now, key.id, (one) => ({ ...one, region }))}
          readArn={readArn}
        />
      </div>
      {key.type !== "aws-managed" && (
        <KeyNamingQuestions target={target} sourceKey={key} path={keyPath} />
      )}
    </div>
  );
}

/** The role that acts in another account. */
function TargetRole({ scenario }: { readonly scenario: Scenario }) {
  const target = scenario.targets[0];
  if (!target || target.account === scenario.platform.account) return null;
  return (
    <RoleQuestion
      path={`targets.${target.id}.role`}
      help="The role that the platform assumes in this account. Keyhole writes its policies."
      placeholder="CadoResponseCrossAccountRole"
      account={target.account}
      value={target.role}
      write={(now, account, role) =>
        withTarget(now, target.id, (one) => ({ ...one, account, role }))
      }
    />
  );
}
