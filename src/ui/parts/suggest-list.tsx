import { Autocomplete } from "@base-ui/react/autocomplete";
import { ChevronDown } from "lucide-react";
import { useRef, useState } from "react";
import type { FieldIds } from "./field.tsx";
import { controlLook } from "./text-input.tsx";

/** A value to choose, with its name. */
export interface Suggestion {
  readonly value: string;
  /** Beside the value in the list; searched as well. */
  readonly name: string;
}

/** What the text field of a list of suggestions needs. */
export interface SuggestInputProps extends FieldIds {
  readonly value: string;
  readonly suggestions: readonly Suggestion[];
  readonly placeholder?: string;
  readonly onText: (text: string) => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
}

/**
 * The list of a `SuggestInput`, which loads it. It is inline below the field, not in Base UI's popup: an open popup hides
 * the rest of the page, including the field's label, from screen readers.
 */
export function SuggestList(props: SuggestInputProps) {
  const { value, suggestions, placeholder, onText, onFocus, onBlur, ...ids } = props;
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  return (
    <Autocomplete.Root
      inline
      open={open}
      onOpenChange={setOpen}
      items={suggestions}
      value={value}
      onValueChange={onText}
      itemToStringValue={({ value }: Suggestion) => value}
      filter={matches(suggestions)}
      autoHighlight
      openOnInputClick
    >
      <div className="relative">
        <Autocomplete.Input
          {...ids}
          ref={input}
          // Base UI treats an inline list as always open.
          aria-expanded={open}
          placeholder={placeholder}
          onFocus={onFocus}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            // Base UI would empty the field.
            event.preventBaseUIHandler();
            setOpen(false);
          }}
          onBlur={() => {
            setOpen(false);
            onBlur();
          }}
          spellCheck={false}
          autoComplete="off"
          className={`${controlLook} pr-7 font-mono text-xs`}
        />
        <button
          type="button"
          tabIndex={-1}
          aria-label="Show the list"
          // Pressing it must not take the focus from the field: leaving the field closes the list.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => {
            input.current?.focus();
            setOpen(!open);
          }}
          className="absolute top-0 right-0 grid h-8 w-7 place-items-center text-muted"
        >
          <ChevronDown aria-hidden size={14} />
        </button>
        {open && <Suggestions onChoose={onText} />}
      </div>
    </Autocomplete.Root>
  );
}

function Suggestions({ onChoose }: { readonly onChoose: (value: string) => void }) {
  return (
    <div
      // The open list must not extend below the visible part of the column.
      ref={(list) => list?.scrollIntoView({ block: "nearest" })}
      className="absolute top-full z-20 mt-1 w-full min-w-72 rounded-md border border-line bg-raised text-text shadow-float"
    >
      <Autocomplete.Empty className="p-2 text-muted text-sm empty:hidden">
        No value matches.
      </Autocomplete.Empty>
      <Autocomplete.List className="max-h-72 overflow-y-auto p-1 empty:hidden">
        {(item: Suggestion) => (
          <Autocomplete.Item
            key={item.value}
            value={item}
            // Base UI fills the field only from its popup.
            onClick={() => onChoose(item.value)}
            className="flex min-h-7 cursor-default items-center justify-between gap-3 rounded-sm px-2 text-sm data-highlighted:bg-accent-wash"
          >
            <span className="font-mono text-xs">{item.value}</span>
            <span className="truncate text-muted text-xs">{item.name}</span>
          </Autocomplete.Item>
        )}
      </Autocomplete.List>
    </div>
  );
}

/** Filters by the typed words, which must all be in the value or name. A complete value shows the whole list. */
function matches(suggestions: readonly Suggestion[]) {
  return ({ value, name }: Suggestion, typed: string) => {
    if (suggestions.some((suggestion) => suggestion.value === typed)) return true;
    const text = `${value} ${name}`.toLowerCase();
    return typed
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word));
  };
}
