import type { LucideIcon } from "lucide-react";
import { useRef, useState } from "react";
import { Button, IconButton } from "./button.tsx";
import { lazyPart } from "./lazy-part.tsx";
import type { MenuItem } from "./menu.tsx";

const MenuPopup = lazyPart("The menu", () =>
  import("./menu.tsx").then((module) => module.MenuPopup),
);

interface MenuButtonProps {
  readonly label: string;
  readonly icon: LucideIcon;
  /** Whether the button shows its label; otherwise the label is its tip. */
  readonly showsLabel?: boolean;
  readonly items: readonly MenuItem[];
}

/** A button that opens a menu. The menu's code is fetched when the button is first used. */
export function MenuButton({ label, icon, showsLabel, items }: MenuButtonProps) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const shared = {
    ref: anchor,
    "aria-haspopup": "menu",
    "aria-expanded": open,
    onClick: () => setOpen(true),
  } as const;
  return (
    <>
      {showsLabel ? (
        <Button {...shared} icon={icon}>
          {label}
        </Button>
      ) : (
        <IconButton {...shared} icon={icon} label={label} />
      )}
      {open && (
        <MenuPopup label={label} items={items} anchor={anchor} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
