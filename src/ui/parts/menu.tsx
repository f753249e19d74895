import { Menu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { RefObject } from "react";

/** One item of a menu, and what it does. */
export interface MenuItem {
  readonly label: string;
  /** A sentence below the label. */
  readonly help?: string;
  /** For an item that is a choice: whether it is the current one. */
  readonly chosen?: boolean;
  readonly run: () => void;
}

interface MenuPopupProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** The button that opened the menu. The menu is below it and returns the focus to it. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

const itemLook =
  "grid cursor-default grid-cols-[14px_minmax(0,1fr)] items-start gap-x-2 rounded-sm px-2 py-1.5 text-sm outline-none data-highlighted:bg-accent-wash";

/** An open menu. Loaded lazily by `MenuButton`. */
export function MenuPopup({ label, items, anchor, onClose }: MenuPopupProps) {
  const chosen = items.findIndex((item) => item.chosen);
  return (
    <Menu.Root open onOpenChange={(open) => !open && onClose()}>
      {/* In the button's parent, so that it is in the same landmark. */}
      <Menu.Portal container={anchor.current?.parentElement ?? null}>
        <Menu.Positioner anchor={anchor} align="end" sideOffset={4} className="z-50">
          <Menu.Popup
            aria-label={label}
            finalFocus={anchor}
            className="min-w-44 max-w-80 rounded-md border border-line bg-raised p-1 text-text shadow-float outline-none"
          >
            <Menu.RadioGroup value={chosen}>
              {items.map((item, index) => (
                <MenuRow key={item.label} item={item} index={index} />
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function MenuRow({ item, index }: { readonly item: MenuItem; readonly index: number }) {
  const words = (
    <span className="col-start-2 grid">
      <span>{item.label}</span>
      {item.help && <span className="text-muted text-xs">{item.help}</span>}
    </span>
  );
  if (item.chosen === undefined)
    return (
      <Menu.Item onClick={item.run} className={itemLook}>
        {words}
      </Menu.Item>
    );
  return (
    <Menu.RadioItem value={index} onClick={item.run} closeOnClick className={itemLook}>
      <Menu.RadioItemIndicator className="col-start-1 row-start-1 mt-0.5 text-accent">
        <Check aria-hidden size={14} />
      </Menu.RadioItemIndicator>
      {words}
    </Menu.RadioItem>
  );
}
