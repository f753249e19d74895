import { Compass, FolderOpen, Redo2, RotateCcw, Save, Search, Undo2 } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { loadDocumentWork } from "#state";
import { Button, IconButton } from "../parts/button.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import { Mark } from "../parts/mark.tsx";
import { useAttempt } from "../parts/use-attempt.tsx";
import { CopyLink } from "../share/copy-link.tsx";
import { useKeyhole, useKeyholeStore } from "../store.tsx";
import { LazyDialog } from "./lazy-dialog.tsx";
import { OfflineNote } from "./offline-copy.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";

const PresetsDialog = lazyPart("The list of examples", () =>
  Promise.all([import("./presets-dialog.tsx"), loadDocumentWork()]).then(
    ([module]) => module.PresetsDialog,
  ),
);
const StartOverDialog = lazyPart("The dialog to start over", () =>
  import("./start-over-dialog.tsx").then((module) => module.StartOverDialog),
);
const YourWorkDialog = lazyPart("The list of your work", () =>
  import("../your-work/your-work-dialog.tsx").then((module) => module.YourWorkDialog),
);

const Palette = lazyPart("The command palette", () =>
  import("../palette/palette.tsx").then((module) => module.Palette),
);

/** The empty bar, with the height of the full one. */
export function TopBarFrame({ children }: { readonly children?: ReactNode }) {
  return (
    <header className="flex min-h-12 flex-wrap items-center gap-1 border-line border-b bg-surface px-3 py-2 max-sm:gap-x-0 max-sm:px-2">
      {children}
    </header>
  );
}

/** The commands for the whole work. */
export function TopBar() {
  return (
    <TopBarFrame>
      <h1 className="mr-2 flex items-center gap-2 font-semibold text-base">
        <Mark />
        <span className="max-sm:sr-only">Keyhole</span>
      </h1>
      <LazyDialog
        dialog={PresetsDialog}
        button={(shared) => <Button {...shared}>Start from…</Button>}
      />
      <GuideButton />
      <History />
      <PaletteButton />
      <div className="flex min-w-0 flex-1 justify-end">
        <OfflineNote />
      </div>
      <LazyDialog
        dialog={StartOverDialog}
        button={(shared) => <IconButton {...shared} label="Start over" icon={RotateCcw} />}
      />
      <ThemeSwitch />
      <LazyDialog
        dialog={YourWorkDialog}
        button={(shared) => <IconButton {...shared} label="Your work" icon={FolderOpen} />}
      />
      <SaveFile />
      <CopyLink />
    </TopBarFrame>
  );
}

/** Opens the command palette, also by Ctrl+K (⌘K) from anywhere but the editor’s own chords. */
function PaletteButton() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      if (event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      event.stopPropagation();
      setOpen(true);
    };
    // Before Monaco, which begins a chord of two keys with it.
    addEventListener("keydown", onKeyDown, { capture: true });
    return () => removeEventListener("keydown", onKeyDown, { capture: true });
  }, []);
  return (
    <>
      <span className="max-sm:hidden">
        <IconButton
          label="Find an action, document or finding"
          keys="Ctrl+K"
          icon={Search}
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
        />
      </span>
      {open && <Palette onClose={() => setOpen(false)} />}
    </>
  );
}

function GuideButton() {
  const showGuide = useKeyhole((state) => state.showGuide);
  return (
    <Button tone="quiet" icon={Compass} onClick={() => showGuide(1)} className="max-sm:px-1.5">
      <span className="max-sm:sr-only">Guide</span>
    </Button>
  );
}

function History() {
  const canUndo = useKeyhole((state) => state.canUndo);
  const canRedo = useKeyhole((state) => state.canRedo);
  const undo = useKeyhole((state) => state.undo);
  const redo = useKeyhole((state) => state.redo);
  return (
    <div className="ml-1 flex">
      <IconButton label="Undo" keys="Ctrl+Z" icon={Undo2} disabled={!canUndo} onClick={undo} />
      <IconButton
        label="Redo"
        keys="Ctrl+Shift+Z"
        icon={Redo2}
        disabled={!canRedo}
        onClick={redo}
      />
    </div>
  );
}

function SaveFile() {
  const store = useKeyholeStore();
  const save = async () => (await import("../share/save-work.ts")).saveWork(store.getState());
  const { attempt, failure } = useAttempt("The file could not be saved");
  return (
    <>
      <IconButton label="Save as a file" icon={Save} onClick={() => attempt(save)} />
      {failure}
    </>
  );
}
