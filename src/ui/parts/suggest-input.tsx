import { type ComponentType, useEffect, useState } from "react";
import { afterEditor } from "./load-order.ts";
import type { SuggestInputProps } from "./suggest-list.tsx";
import { TextInput } from "./text-input.tsx";

/** A text field with a searchable list of values. It has no list until the list's code is loaded. */
export function SuggestInput(props: SuggestInputProps) {
  const [List, setList] = useState<ComponentType<SuggestInputProps> | null>(() => loaded);
  // The field is not replaced while the user types in it.
  const [inUse, setInUse] = useState(false);
  useEffect(() => {
    if (List || inUse) return;
    // The field works without the list; the next use tries to load it again.
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

let loaded: ComponentType<SuggestInputProps> | null = null;

/** Loads the list. At the start of the page it comes after the editor, which needs the computer first. */
async function suggestList() {
  await afterEditor();
  const { SuggestList } = await import("./suggest-list.tsx");
  loaded = SuggestList;
  return SuggestList;
}
