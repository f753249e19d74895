import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "../parts/button.tsx";
import { Field } from "../parts/field.tsx";
import { SuggestInput } from "../parts/suggest-input.tsx";
import type { Suggestion } from "../parts/suggest-list.tsx";

interface AddFieldProps {
  readonly label: string;
  readonly help: string;
  readonly placeholder: string;
  readonly suggestions: readonly Suggestion[];
  /** What a text means; `undefined` if it cannot be added. */
  readonly read: (text: string) => string | undefined;
  /** Said of a text that cannot be added. */
  readonly problem: string;
  readonly onAdd: (value: string) => void;
}

/** A field whose values are added to a list one by one. */
export function AddField(props: AddFieldProps) {
  const { label, help, placeholder, suggestions, read, problem, onAdd } = props;
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const value = read(text);
  const add = () => {
    setTried(true);
    if (value === undefined) return;
    onAdd(value);
    setText("");
    setTried(false);
  };
  return (
    <form
      className="flex items-start gap-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <div className="min-w-0 flex-1">
        <Field
          label={label}
          help={help}
          problem={tried && text.trim() !== "" && value === undefined ? problem : undefined}
        >
          {(ids) => (
            <SuggestInput
              {...ids}
              value={text}
              placeholder={placeholder}
              suggestions={suggestions}
              onText={(next) => {
                setText(next);
                setTried(false);
              }}
              onFocus={ignore}
              onBlur={ignore}
            />
          )}
        </Field>
      </div>
      <Button icon={Plus} type="submit" className="mt-6 h-8" aria-label={`Add: ${label}`}>
        Add
      </Button>
    </form>
  );
}

function ignore() {}
