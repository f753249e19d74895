import { type ComponentType, useEffect, useState } from "react";
import type { FieldIds } from "./field.tsx";
import { TextInput } from "./text-input.tsx";

export interface Suggestion {
  readonly value: string;
  /** Beside the value in the list; searched as well. */
  readonly name: string;
}

export interface SuggestInputProps extends FieldIds {
  readonly value: string;
  readonly suggestions: readonly Suggestion[];
  readonly placeholder?: string;
  readonly onText: (text: string) => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
}

/** A text with a searchable list of the usual answers. A plain text field until the list's code has arrived. */
export function SuggestInput(props: SuggestInputProps) {
  const [List, setList] = useState<ComponentType<SuggestInputProps> | null>(() => arrived);
  // The element is not exchanged under someone's hands.
  const [inUse, setInUse] = useState(false);
  useEffect(() => {
    if (List || inUse) return;
    // Without the list the field takes text all the same; after the next use the list is asked for again.
    suggestList().then(
      (component) => setList(() => component),
      () => undefined,
    );
  }, [List, inUse]);
  if (List && !inUse) return <List {...props} />;
  const { suggestions: _, onText, onFocus, onBlur, ...rest } = props;
  return (
    <TextInput
      {...rest}
      mono
      role="combobox"
      aria-expanded={false}
      onFocus={() => {
        setInUse(true);
        onFocus();
      }}
      onChange={(event) => onText(event.target.value)}
      onBlur={() => {
        setInUse(false);
        onBlur();
      }}
    />
  );
}

let arrived: ComponentType<SuggestInputProps> | null = null;

async function suggestList() {
  const { SuggestList } = await import("./suggest-list.tsx");
  arrived = SuggestList;
  return SuggestList;
}
