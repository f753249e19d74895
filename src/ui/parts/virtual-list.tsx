import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";

interface VirtualListProps<Item> {
  readonly label: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** About how high an item is, and how far it is from the next. */
  readonly height: number;
  readonly gap?: number;
  /** The key of an item that is drawn wherever the list stands: the focus is on its way there. */
  readonly keepDrawn?: string | undefined;
  readonly children: (item: Item, index: number) => ReactNode;
}

/**
 * A list of which only what is in sight is drawn, in whatever scrolls around it. The item with the focus stays drawn. Load
 * it lazily: short lists need none of it.
 */
export function VirtualList<Item>(props: VirtualListProps<Item>) {
  const { label, items, keyOf, height, gap = 0, keepDrawn, children } = props;
  const list = useRef<HTMLUListElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const { scroller, margin } = usePlace(list);
  const kept = [keepDrawn, focused].flatMap((key) => {
    const index = items.findIndex((item) => keyOf(item) === key);
    return index < 0 ? [] : [index];
  });
  const virtual = useVirtualizer<HTMLElement, HTMLLIElement>({
    count: items.length,
    getScrollElement: () => scroller,
    getItemKey: (index) => (items[index] ? keyOf(items[index]) : index),
    estimateSize: () => height,
    gap,
    scrollMargin: margin,
    overscan: 8,
    initialRect: { width: 400, height: 900 },
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), ...kept])].sort((one, other) => one - other),
  });
  return (
    <ul
      ref={list}
      aria-label={label}
      className="relative"
      style={{ height: virtual.getTotalSize() }}
      onFocus={({ target }) =>
        setFocused(target.closest<HTMLElement>("li[data-key]")?.dataset.key ?? null)
      }
      onBlur={({ relatedTarget }) =>
        !list.current?.contains(relatedTarget) && relatedTarget !== null && setFocused(null)
      }
    >
      {virtual.getVirtualItems().map(({ index, key, start }) => {
        const item = items[index];
        return (
          item && (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              data-key={keyOf(item)}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start - margin}px)` }}
            >
              {children(item, index)}
            </li>
          )
        );
      })}
    </ul>
  );
}

/** What scrolls the list, and how far down in it the list begins; what stands above may grow. */
function usePlace(list: { readonly current: HTMLElement | null }) {
  const [place, setPlace] = useState<{ scroller: HTMLElement | null; margin: number }>({
    scroller: null,
    margin: 0,
  });
  useLayoutEffect(() => {
    const element = list.current;
    const scroller = element && scrollerOf(element);
    if (!element || !scroller) return;
    const measure = () => {
      const margin = Math.round(
        element.getBoundingClientRect().top -
          scroller.getBoundingClientRect().top +
          scroller.scrollTop,
      );
      setPlace((now) =>
        now.scroller === scroller && now.margin === margin ? now : { scroller, margin },
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    for (const child of scroller.children) observer.observe(child);
    return () => observer.disconnect();
  }, [list]);
  return place;
}

function scrollerOf(element: HTMLElement): HTMLElement {
  for (let around = element.parentElement; around; around = around.parentElement)
    if (/auto|scroll/.test(getComputedStyle(around).overflowY)) return around;
  return document.documentElement;
}
