import { type Key, type KeyNaming, type Scenario, withKey } from "#scenario";
import { Segments } from "../parts/segments.tsx";
import { useKeyhole } from "../store.tsx";
import type { KeyQuestionProps } from "./key-question-props.ts";
import { readKeyArn } from "./pasted-key-arn.ts";
import { TextQuestion } from "./text-question.tsx";

const namingChoices: readonly { value: KeyNaming["by"]; label: string; help: string }[] = [
  { value: "arn", label: "ARN", help: "The narrowest choice: the policies name only this key." },
  {
    value: "alias",
    label: "Alias",
    help: "Allows any key with this alias. Principals who can move the alias decide which key that is.",
  },
  {
    value: "tag",
    label: "Tag",
    help: "Allows any key with this tag. Principals who can tag keys decide which keys those are.",
  },
  {
    value: "every",
    label: "Every key",
    help: "Allows every key of the account in this region, including future keys.",
  },
];

const blank: Readonly<Record<KeyNaming["by"], KeyNaming>> = {
  arn: { by: "arn", keyId: "" },
  alias: { by: "alias", alias: "" },
  tag: { by: "tag", tagKey: "", tagValue: "" },
  every: { by: "every" },
};

/** The questions how the documents name a key. */
export function KeyNamingQuestions({ target, sourceKey: key, path }: KeyQuestionProps) {
  const scenario = useKeyhole((state) => state.scenario);
  const answer = useKeyhole((state) => state.answer);
  const draft = useKeyhole((state) => state.draft);
  const { naming } = key;
  const shared = {
    path: `${path}.naming`,
    write: (now: Scenario, text: string) => withNaming(now, key, writtenInto(naming, text)),
    readArn: (text: string) => readKeyArn(scenario, target.id, key.id, text),
  };
  return (
    <>
      <Segments
        label="Named by"
        choices={namingChoices}
        value={naming.by}
        onChoose={(by) => {
          draft(shared.path, null);
          answer((now) => withNaming(now, key, blank[by]));
        }}
        help={namingChoices.find(({ value }) => value === naming.by)?.help}
      />
      {naming.by === "arn" && (
        <TextQuestion
          {...shared}
          label="Key ARN or id"
          help="An ARN also sets account, region and type."
          placeholder="arn:aws:kms:…"
          value={naming.keyId}
          clean={(text) => text.trim().toLowerCase()}
          mayBecome={(text) =>
            /^(m?r?k?|mrk-[0-9a-f]{0,31}|[0-9a-f-]{1,35}|a|ar|arn(:.*)?)$/.test(text)
          }
        />
      )}
      {naming.by === "alias" && (
        <TextQuestion
          {...shared}
          label="Alias"
          help="The alias of the key in this region."
          before="alias/"
          value={naming.alias}
          mayBecome={(text) => text === "alias/" || text === "alias/aws"}
        />
      )}
      {naming.by === "tag" && <TagQuestions {...shared} naming={naming} sourceKey={key} />}
    </>
  );
}

interface TagQuestionsProps {
  readonly path: string;
  readonly write: (now: Scenario, text: string) => Scenario;
  readonly naming: Extract<KeyNaming, { by: "tag" }>;
  readonly sourceKey: Key;
}

function TagQuestions({ path, write, naming, sourceKey }: TagQuestionsProps) {
  return (
    <div className="grid grid-cols-2 gap-2">
      <TextQuestion
        path={path}
        label="Tag key"
        value={naming.tagKey}
        write={write}
        mayBecome={() => false}
      />
      <TextQuestion
        path={`${path}.tagValue`}
        problemPath={path}
        label="Tag value"
        value={naming.tagValue}
        write={(now, tagValue) => withNaming(now, sourceKey, { ...naming, tagValue })}
        mayBecome={() => false}
      />
    </div>
  );
}

function withNaming(scenario: Scenario, key: Key, naming: KeyNaming): Scenario {
  return withKey(scenario, key.id, (before) => ({ ...before, naming }));
}

function writtenInto(naming: KeyNaming, text: string): KeyNaming {
  if (naming.by === "arn") return { by: "arn", keyId: text };
  if (naming.by === "alias") return { by: "alias", alias: text };
  return naming.by === "tag" ? { ...naming, tagKey: text } : naming;
}
