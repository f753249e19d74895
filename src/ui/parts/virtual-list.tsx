import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";

interface VirtualListProps<Item> {
  readonly label: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** The approximate height of an item, and the gap to the next, in pixels. */
  readonly height: number;
  readonly gap?: number;
  /** The key of an item that is always drawn, because it will get the focus. */
  readonly keepDrawn?: string | undefined;
  readonly children: (item: Item, index: number) => ReactNode;
}

/**
 * A list that draws only the visible items, inside any scrolling element. The item with the focus stays drawn. Load it
 * lazily: short lists do not need it.
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

/** The element that scrolls the list, and the list's offset in it. The offset is measured again if elements above grow. */
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
