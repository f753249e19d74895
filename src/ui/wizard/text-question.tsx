import { type ClipboardEvent, type ReactNode, useState } from "react";
import { Badge } from "../parts/badge.tsx";
import { Button } from "../parts/button.tsx";
import { Field } from "../parts/field.tsx";
import { Notice } from "../parts/notice.tsx";
import { SuggestInput } from "../parts/suggest-input.tsx";
import type { Suggestion } from "../parts/suggest-list.tsx";
import { TextInput } from "../parts/text-input.tsx";
import { useKeyhole } from "../store.tsx";
import type { Pasted } from "./pasted-arn.ts";
import { type TextQuestionSpec, useTextQuestion } from "./use-text-question.ts";

interface TextQuestionProps extends TextQuestionSpec {
  readonly label: string;
  readonly help?: string;
  readonly consequence?: string | undefined;
  readonly placeholder?: string;
  /** A fixed prefix that is part of the answer ("alias/"). */
  readonly before?: string;
  readonly suggestions?: readonly Suggestion[];
  /** Reads a pasted ARN, which can answer several questions. */
  readonly readArn?: (text: string) => Pasted | undefined;
  readonly aside?: ReactNode;
  /** A warning that only the screen can give; otherwise that of the answers' validation is shown. */
  readonly warning?: string;
}

/** A question with one line of text as the answer. */
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
        unfinished={question.unfinished}
        warning={props.warning ?? question.warning}
        aside={
          <>
            {question.example && (
              <Badge tip="An example value. Replace it with yours.">example</Badge>
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
      {pasted?.outcome === "ask" && (
        <PastedQuestion pasted={pasted} onDone={() => setPasted(null)} />
      )}
    </div>
  );
}

interface PastedQuestionProps {
  readonly pasted: Extract<Pasted, { outcome: "ask" }>;
  readonly onDone: () => void;
}

/** Asks the user what to do with a pasted ARN that contradicts the answers. */
function PastedQuestion({ pasted, onDone }: PastedQuestionProps) {
  const answer = useKeyhole((state) => state.answer);
  return (
    <div role="status">
      <Notice
        tone="info"
        title={pasted.title}
        actions={
          <>
            {pasted.choices.map(({ label, change }) => (
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
              Ignore the ARN
            </Button>
          </>
        }
      />
    </div>
  );
}
