import { Autocomplete } from "@base-ui/react/autocomplete";
import { ChevronDown } from "lucide-react";
import { useRef, useState } from "react";
import type { FieldIds } from "./field.tsx";
import { controlLook } from "./text-input.tsx";

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

/**
 * The list of a `SuggestInput`, which loads it. It stands inline below its field instead of in Base UI's own popup: that
 * one hides the rest of the page, the field's label included, from screen readers while it is open.
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
          // Base UI takes an inline list for always open.
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
      // Part of the list must not be below the edge of the column when it opens.
      ref={(list) => list?.scrollIntoView({ block: "nearest" })}
      className="absolute top-full z-20 mt-1 w-full min-w-72 rounded-md border border-line bg-raised text-text shadow-float"
    >
      <Autocomplete.Empty className="p-2 text-muted text-sm empty:hidden">
        Nothing in the list matches.
      </Autocomplete.Empty>
      <Autocomplete.List className="max-h-64 overflow-y-auto p-1 empty:hidden">
        {(item: Suggestion) => (
          <Autocomplete.Item
            key={item.value}
            value={item}
            // Base UI fills the field only from its own popup.
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

/** Every word that was typed is in the value or the name; a finished answer shows the whole list again. */
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
