import { type ClipboardEvent, type ReactNode, useState } from "react";
import { Badge } from "../parts/badge.tsx";
import { Button } from "../parts/button.tsx";
import { Field } from "../parts/field.tsx";
import { Notice } from "../parts/notice.tsx";
import { SuggestInput, type Suggestion } from "../parts/suggest-input.tsx";
import { TextInput } from "../parts/text-input.tsx";
import { useKeyhole } from "../store.tsx";
import type { Pasted } from "./pasted-arn.ts";
import { type TextQuestionSpec, useTextQuestion } from "./use-text-question.ts";

interface TextQuestionProps extends TextQuestionSpec {
  readonly label: string;
  readonly help?: string;
  readonly consequence?: string | undefined;
  readonly placeholder?: string;
  /** What always stands before the text and is part of the answer ("alias/"). */
  readonly before?: string;
  readonly suggestions?: readonly Suggestion[];
  /** Reads an ARN that answers more than this question. */
  readonly readArn?: (text: string) => Pasted | undefined;
  readonly aside?: ReactNode;
}

/** A question that is answered by a line of text. */
export function TextQuestion(props: TextQuestionProps) {
  const { path, label, help, consequence, placeholder, before = "", suggestions, readArn } = props;
  const question = useTextQuestion(props);
  const draft = useKeyhole((state) => state.draft);
  const answer = useKeyhole((state) => state.answer);
  const [pasted, setPasted] = useState<Exclude<Pasted, { outcome: "filled" }> | null>(null);

  const onText = (text: string) => {
    setPasted(null);
    const rest = text.startsWith(before) ? text.slice(before.length) : text;
    question.type(rest === "" ? "" : before + rest);
  };
  const onPaste = (event: ClipboardEvent) => {
    const found = readArn?.(event.clipboardData.getData("text"));
    if (!found) return;
    event.preventDefault();
    if (found.outcome !== "filled") return setPasted(found);
    setPasted(null);
    draft(path, null);
    answer(found.change);
  };
  const text = question.text.startsWith(before)
    ? question.text.slice(before.length)
    : question.text;

  return (
    <div data-question={path} onPasteCapture={onPaste} className="stack gap-1.5">
      <Field
        label={label}
        help={help}
        consequence={consequence}
        problem={pasted?.outcome === "refused" ? pasted.why : question.problem}
        warning={question.warning}
        aside={
          <>
            {question.example && (
              <Badge tip="A value from the documentation: replace it by your own.">example</Badge>
            )}
            {props.aside}
          </>
        }
      >
        {(ids) =>
          suggestions ? (
            <SuggestInput
              {...ids}
              value={text}
              suggestions={suggestions}
              placeholder={placeholder ?? ""}
              onText={onText}
              onFocus={question.enter}
              onBlur={question.leave}
            />
          ) : (
            <TextInput
              {...ids}
              mono
              value={text}
              before={before}
              placeholder={placeholder}
              onChange={(event) => onText(event.target.value)}
              onFocus={question.enter}
              onBlur={question.leave}
            />
          )
        }
      </Field>
      {pasted?.outcome === "ask" && <Ask asked={pasted} onDone={() => setPasted(null)} />}
    </div>
  );
}

interface AskProps {
  readonly asked: Extract<Pasted, { outcome: "ask" }>;
  readonly onDone: () => void;
}

/** What a pasted ARN says otherwise than the answers: the user decides. */
function Ask({ asked, onDone }: AskProps) {
  const answer = useKeyhole((state) => state.answer);
  return (
    <div role="status">
      <Notice
        tone="info"
        title={asked.title}
        actions={
          <>
            {asked.choices.map(({ label, change }) => (
              <Button
                key={label}
                onClick={() => {
                  answer(change);
                  onDone();
                }}
              >
                {label}
              </Button>
            ))}
            <Button tone="quiet" onClick={onDone}>
              Ignore it
            </Button>
          </>
        }
      />
    </div>
  );
}
