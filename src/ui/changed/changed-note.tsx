import { X } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { documentsOf, isWritten, type KeyholeState, shownDocument } from "#state";
import { Button, IconButton } from "../parts/button.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import { useKeyhole, useKeyholeStore } from "../store.tsx";
import { changedStore } from "./changed-store.ts";
import { changedSentence, changedTexts } from "./changed-texts.ts";

const ChangedDialog = lazyPart("The list of changes", () =>
  import("./changed-dialog.tsx").then((module) => module.ChangedDialog),
);

/** Changes within this time are one change: the keystrokes of an answer, a repair after a repair. In milliseconds. */
const together = 2_000;
/** The note stays so long, unless the pointer or the focus is on it. In milliseconds. */
const shownFor = 12_000;
/** Lines of more documents are not counted: nothing waits for it. */
const mostDocuments = 300;

interface ChangedNoteProps {
  /** The page as it was first drawn: an answer may have been given before this note's code arrived. */
  readonly since: KeyholeState;
}

/** Says which documents an answer, a repair or undo changed out of sight, with the diff in one click. */
export function ChangedNote({ since }: ChangedNoteProps) {
  const store = useKeyholeStore();
  const changed = useStore(changedStore, (state) => state.changed);
  // The guide says what each answer does, and the note would cover its “Next” on a phone.
  const isInGuide = useKeyhole((state) => state.guideStep !== null);
  const [isHeld, setIsHeld] = useState(false);
  const [isDismissed, setIsDismissed] = useState(true);
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    let last = 0;
    const note = (state: KeyholeState, before: KeyholeState) => {
      if (!isWritten(state.scenario) || !isWritten(before.scenario)) return;
      const [was, is] = [documentsOf(before), documentsOf(state)];
      const { changed: known, set } = changedStore.getState();
      const inSight = documentInSight(state);
      if (state.workId !== before.workId) return set([]);
      if (was === is) {
        // Who opens a document has seen its change.
        if (known.some(({ id }) => id === inSight)) set(known.filter(({ id }) => id !== inSight));
        return;
      }
      if (is.length > mostDocuments) return;
      const isTogether = Date.now() - last < together;
      last = Date.now();
      set(changedTexts(was, is, inSight, isTogether ? known : []));
      setIsDismissed(false);
    };
    note(store.getState(), since);
    return store.subscribe(note);
  }, [store, since]);
  useEffect(() => {
    if (isHeld || isDismissed || changed.length === 0) return;
    const timer = setTimeout(() => setIsDismissed(true), shownFor);
    return () => clearTimeout(timer);
  }, [changed, isHeld, isDismissed]);
  const sentence = useMemo(() => changedSentence(changed), [changed]);
  const isShown = changed.length > 0 && !isDismissed && !isInGuide;
  const hold = (held: boolean) => () => setIsHeld(held);
  return (
    <>
      <div
        role="status"
        className="pointer-events-none fixed bottom-2 left-2 z-30 max-w-[calc(100vw-1rem)]"
      >
        {isShown && (
          // biome-ignore lint/a11y/noStaticElementInteractions: it only stays while it is used
          <div
            onPointerEnter={hold(true)}
            onPointerLeave={hold(false)}
            onFocus={hold(true)}
            onBlur={hold(false)}
            className="flex items-center gap-2 rounded-md border border-line bg-raised py-1 pr-1 pl-3 text-sm shadow-float [&_button]:pointer-events-auto"
          >
            <span>{sentence}</span>
            <Button aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
              Show
            </Button>
            <IconButton label="Dismiss" icon={X} onClick={() => setIsDismissed(true)} />
          </div>
        )}
      </div>
      {isOpen && <ChangedDialog changed={changed} onClose={() => setIsOpen(false)} />}
    </>
  );
}

/** The document that the user sees; on a narrow screen none while another part is shown. */
function documentInSight(state: KeyholeState): string | undefined {
  const panel = document.getElementById("part-documents");
  if (state.guideStep !== null || state.rulePage !== null || panel?.hidden) return undefined;
  return shownDocument(state)?.generated.id;
}
