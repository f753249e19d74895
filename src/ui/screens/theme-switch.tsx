import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { MenuButton } from "../parts/menu-button.tsx";

type Theme = "light" | "dark";

const choices = [
  { theme: undefined, label: "System", icon: Monitor },
  { theme: "light", label: "Light", icon: Sun },
  { theme: "dark", label: "Dark", icon: Moon },
] as const;

/** Chooses the light theme, the dark theme or the system's. public/theme.js applies the choice before the first paint. */
export function ThemeSwitch() {
  const [chosen, setChosen] = useState(themeNow);
  return (
    <MenuButton
      label="Theme"
      icon={choices.find(({ theme }) => theme === chosen)?.icon ?? Monitor}
      items={choices.map(({ theme, label }) => ({
        label,
        chosen: theme === chosen,
        run: () => {
          apply(theme);
          setChosen(theme);
        },
      }))}
    />
  );
}

function themeNow(): Theme | undefined {
  const { theme } = document.documentElement.dataset;
  return theme === "light" || theme === "dark" ? theme : undefined;
}

function apply(theme: Theme | undefined) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  try {
    if (theme) localStorage.setItem("keyhole.theme", theme);
    else localStorage.removeItem("keyhole.theme");
  } catch {
    // If the browser's storage is disabled, the choice lasts until the page is closed.
  }
}
