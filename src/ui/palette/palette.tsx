import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { Dialog } from "../parts/dialog.tsx";
import type { DialogBehindButton } from "../screens/lazy-dialog.tsx";
import { useKeyholeStore } from "../store.tsx";
import { useVerdict } from "../verdict/verdict-context.tsx";
import { actionsOn, type Entry, matchingEntries, placesIn } from "./entries.ts";

/** So many entries are drawn; the others are reached by typing. */
const mostShown = 60;

/** Finds every action of the page, document and finding by its name, and runs or shows it. */
export function Palette({ onClose }: DialogBehindButton) {
  const store = useKeyholeStore();
  const verdict = useVerdict((state) => state.verdict);
  const [entries] = useState(() => [
    ...actionsOn(document),
    ...placesIn(store.getState(), verdict),
  ]);
  const [search, setSearch] = useState("");
  const [at, setAt] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const found = useMemo(() => matchingEntries(entries, search), [entries, search]);
  const shown = found.slice(0, mostShown);
  const choose = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter") choose(shown[at]);
    else if (step !== undefined && shown.length > 0) {
      const next = (at + step + shown.length) % shown.length;
      setAt(next);
      list.current?.children[next]?.scrollIntoView({ block: "nearest" });
    } else return;
    event.preventDefault();
  };
  return (
    <Dialog
      title="Find an action, document or finding"
      width={640}
      focusAtFirst={field}
      onClose={onClose}
    >
      <div className="stack gap-3">
        <input
          ref={field}
          role="combobox"
          aria-label="Find an action, document or finding"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={shown[at] ? `${id}-${at}` : undefined}
          value={search}
          placeholder="Type a part of its name"
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            setSearch(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          className="h-9 w-full rounded-md border border-edge bg-surface px-3 text-base"
        />
        <p role="status" className="text-muted text-xs">
          {found.length === 0
            ? "Nothing on this page has these words."
            : found.length > mostShown
              ? `${found.length} found, the first ${mostShown} shown`
              : `${found.length} found`}
        </p>
        <div
          ref={list}
          id={`${id}-list`}
          role="listbox"
          aria-label="Found"
          className="h-[50dvh] overflow-y-auto"
        >
          {shown.map((entry, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above handles the keys of the list
            <div
              key={entry.id}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onClick={() => choose(entry)}
              className="flex items-baseline gap-3 rounded-md px-2 py-1.5 text-sm hover:bg-sunken aria-selected:bg-accent-wash"
            >
              <span className="w-18 shrink-0 text-muted text-xs">{entry.kind}</span>
              <span className="min-w-0 flex-1">
                <span className="block truncate">{entry.title}</span>
                {entry.detail && (
                  <span className="block truncate text-muted text-xs">{entry.detail}</span>
                )}
              </span>
              {entry.keys && <kbd className="shrink-0 text-muted text-xs">{entry.keys}</kbd>}
            </div>
          ))}
        </div>
        {/* Their room stays, so that the field does not move while one types. */}
        <div className={search === "" ? "" : "invisible"}>
          <Shortcuts />
        </div>
      </div>
    </Dialog>
  );
}

const shortcuts: readonly (readonly [keys: string, does: string])[] = [
  ["Ctrl+K", "this list"],
  ["Ctrl+Z, Ctrl+Shift+Z", "undo, redo"],
  ["F8, Shift+F8", "next, previous finding"],
  ["Ctrl+.", "repairs and fixes at the cursor"],
  ["Ctrl+Space", "suggestions in the editor"],
  ["Shift+Alt+F", "format the document"],
  ["Ctrl+M, then Tab", "leave the editor"],
];

function Shortcuts() {
  return (
    <section aria-label="Keyboard shortcuts" className="border-line border-t pt-2">
      <h3 className="mb-1 font-medium text-muted text-xs">
        Keyboard shortcuts (⌘ for Ctrl on a Mac)
      </h3>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)_auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-xs max-sm:grid-cols-[auto_minmax(0,1fr)]">
        {shortcuts.map(([keys, does]) => (
          <div key={keys} className="contents">
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd className="text-soft">{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
