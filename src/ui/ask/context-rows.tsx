import { Plus, X } from "lucide-react";
import { useMemo, useState } from "react";
import { Button, IconButton } from "../parts/button.tsx";
import type { FieldIds } from "../parts/field.tsx";
import { SuggestInput } from "../parts/suggest-input.tsx";
import { TextInput } from "../parts/text-input.tsx";
import { useKeyhole } from "../store.tsx";
import { Disclosure } from "../verdict/disclosure.tsx";
import { keySuggestions, valueHint } from "./ask-suggestions.ts";
import { type ContextEntry, takesList } from "./request-draft.ts";

export type ContextRow = ContextEntry;

interface ContextRowsProps {
  /** The action, which decides the suggested keys. */
  readonly action: string;
  readonly rows: readonly ContextRow[];
  readonly onChange: (rows: readonly ContextRow[]) => void;
}

/** The condition keys of a request, one row each. */
export function ContextRows({ action, rows, onChange }: ContextRowsProps) {
  const scenario = useKeyhole((state) => state.scenario);
  const suggestions = useMemo(() => keySuggestions(action), [action]);
  const [fewAtFirst] = useState(rows.length <= mostOpenRows);
  const change = (id: number, next: Partial<ContextRow>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...next } : row)));
  const add = () => {
    const id = Math.max(-1, ...rows.map((row) => row.id)) + 1;
    onChange([...rows, { id, key: "", value: "" }]);
  };
  return (
    <Disclosure
      openAtFirst={fewAtFirst}
      className="-mx-1"
      head={<span className="font-medium text-soft text-sm">Condition keys: {rows.length}</span>}
    >
      {() => (
        <div className="grid min-w-0 gap-1.5 px-1">
          <p id={helpId} className="text-muted text-xs">
            Keyhole adds the keys that AWS sets, for example the principal’s account and the region.
          </p>
          {rows.map((row, index) => (
            <div
              key={row.id}
              className="grid grid-cols-[minmax(0,1fr)_auto] gap-1.5 max-sm:border-line max-sm:border-l-2 max-sm:pl-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]"
            >
              <div>
                <label htmlFor={idsOf(row).id} className="sr-only">
                  Condition key {index + 1}
                </label>
                <SuggestInput
                  {...idsOf(row)}
                  value={row.key}
                  suggestions={suggestions}
                  placeholder="kms:ViaService"
                  onText={(key) => change(row.id, { key })}
                  onFocus={ignore}
                  onBlur={ignore}
                />
              </div>
              <TextInput
                mono
                aria-label={`Value of ${row.key || `condition key ${index + 1}`}`}
                value={row.value}
                placeholder={
                  valueHint(row.key, scenario) || (takesList(row.key) ? "one, another" : "")
                }
                onChange={(event) => change(row.id, { value: event.target.value })}
                className="max-sm:row-start-2"
              />
              <IconButton
                label={`Remove ${row.key || `condition key ${index + 1}`}`}
                icon={X}
                onClick={() => onChange(rows.filter(({ id }) => id !== row.id))}
                className="self-center"
              />
              {takesList(row.key) && (
                <p className="col-span-full text-muted text-xs">
                  Separate several values with commas.
                </p>
              )}
            </div>
          ))}
          <div>
            <Button icon={Plus} tone="quiet" onClick={add} className="-ml-2">
              Add a condition key
            </Button>
          </div>
        </div>
      )}
    </Disclosure>
  );
}

/** More rows than this are folded at first, so that the result stays visible. */
const mostOpenRows = 3;
const helpId = "context-help";

function idsOf({ id }: ContextRow): FieldIds {
  return {
    id: `context-key-${id}`,
    "aria-describedby": helpId,
    "aria-invalid": undefined,
  };
}

function ignore() {}
