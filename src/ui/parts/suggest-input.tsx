import { type ComponentType, useEffect, useState } from "react";
import type { SuggestInputProps } from "./suggest-list.tsx";
import { TextInput } from "./text-input.tsx";

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
