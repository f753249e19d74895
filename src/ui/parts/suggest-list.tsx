import { Autocomplete } from "@base-ui/react/autocomplete";
import { ChevronDown } from "lucide-react";
import type { SuggestInputProps, Suggestion } from "./suggest-input.tsx";
import { controlLook } from "./text-input.tsx";

/** The list of a `SuggestInput`, which loads it. */
export function SuggestList(props: SuggestInputProps) {
  const { value, suggestions, placeholder, onText, onFocus, onBlur, ...ids } = props;
  return (
    <Autocomplete.Root
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
          placeholder={placeholder}
          onFocus={onFocus}
          onBlur={onBlur}
          spellCheck={false}
          autoComplete="off"
          className={`${controlLook} pr-7 font-mono text-xs`}
        />
        <Autocomplete.Trigger
          tabIndex={-1}
          aria-label="Show the list"
          className="absolute inset-y-0 right-0 grid w-7 place-items-center text-muted"
        >
          <ChevronDown aria-hidden size={14} />
        </Autocomplete.Trigger>
      </div>
      <Autocomplete.Portal>
        <Autocomplete.Positioner sideOffset={4} className="z-50">
          <Autocomplete.Popup className="max-h-72 w-(--anchor-width) min-w-72 overflow-y-auto rounded-md border border-line bg-raised p-1 text-text shadow-float">
            <Autocomplete.Empty className="p-2 text-muted text-sm empty:hidden empty:p-0">
              Nothing in the list matches.
            </Autocomplete.Empty>
            <Autocomplete.List>
              {(item: Suggestion) => (
                <Autocomplete.Item
                  key={item.value}
                  value={item}
                  className="flex min-h-7 cursor-default items-center justify-between gap-3 rounded-sm px-2 text-sm data-highlighted:bg-accent-wash"
                >
                  <span className="font-mono text-xs">{item.value}</span>
                  <span className="truncate text-muted text-xs">{item.name}</span>
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
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
