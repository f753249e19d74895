import { type KeyboardEvent, type ReactNode, useRef } from "react";

/** One tab, and the panel that it shows. */
export interface TabItem<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  /** The id of the element with role="tabpanel" that the tab shows. */
  readonly panelId: string;
}

interface TabListProps<Value extends string> {
  readonly label: string;
  readonly tabs: readonly TabItem<Value>[];
  readonly value: Value;
  readonly onSelect: (value: Value) => void;
  readonly className?: string;
}

/** The id of a tab, for the `aria-labelledby` of its panel. */
export function tabId(panelId: string): string {
  return `${panelId}-tab`;
}

/** A row of tabs: arrow keys, Home and End move and select (ARIA Authoring Practices, "Tabs"). */
export function TabList<Value extends string>(props: TabListProps<Value>) {
  const { label, tabs, value, onSelect, className } = props;
  const list = useRef<HTMLDivElement>(null);

  const onKeyDown = (event: KeyboardEvent) => {
    const now = tabs.findIndex((tab) => tab.value === value);
    const to = targetIndex(event.key, now, tabs.length);
    const next = to === undefined ? undefined : tabs[to];
    if (!next) return;
    event.preventDefault();
    onSelect(next.value);
    const element = list.current?.children[to ?? 0];
    if (element instanceof HTMLElement) element.focus();
  };

  return (
    <div
      ref={list}
      role="tablist"
      aria-label={label}
      onKeyDown={onKeyDown}
      className={`flex ${className ?? ""}`}
    >
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          id={tabId(tab.panelId)}
          aria-controls={tab.panelId}
          aria-selected={tab.value === value}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => onSelect(tab.value)}
          className="flex h-9 items-center gap-1.5 border-transparent border-b-2 px-3 font-medium text-muted text-sm hover:text-text focus-visible:-outline-offset-2 aria-selected:border-accent aria-selected:text-text"
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}

function targetIndex(key: string, now: number, count: number): number | undefined {
  if (key === "ArrowRight") return (now + 1) % count;
  if (key === "ArrowLeft") return (now - 1 + count) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return undefined;
}
