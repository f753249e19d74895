import type { RefObject } from "react";
import { useStore } from "zustand";
import { Button } from "../parts/button.tsx";
import { count } from "../wizard/words.ts";
import { BringBox } from "./bring-box.tsx";
import { type BroughtRow, broughtStore, targetOf } from "./brought-store.ts";
import { BroughtTexts } from "./brought-texts.tsx";
import { CommandList } from "./command-list.tsx";
import { DialogFooter, view } from "./dialog-footer.tsx";
import { PolicyList } from "./policy-list.tsx";

interface ChooseViewProps {
  /** The box that texts are pasted into. */
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly rows: readonly BroughtRow[];
  readonly onReview: () => void;
  readonly onTighten: (key: string) => void;
  readonly onClose: () => void;
}

/** Hands texts over, says what is in them, and asks where each policy is to go. */
export function ChooseView(props: ChooseViewProps) {
  const { box, rows, onReview, onTighten, onClose } = props;
  const texts = useStore(broughtStore, (brought) => brought.texts);
  const chosen = useStore(broughtStore, (brought) => brought.chosen);
  const reading = useStore(broughtStore, (brought) => brought.reading);
  const targets = rows.flatMap((row) => targetOf(row, chosen) ?? []);
  const documents = new Set(targets).size;
  return (
    <div className={view}>
      <BringBox box={box} />
      <p role="status" className="sr-only">
        {reading > 0
          ? `Reading ${count(reading, "text")}`
          : texts.length > 0 &&
            `${count(rows.length, "policy").replace("policys", "policies")} found`}
      </p>
      <BroughtTexts texts={texts} reading={reading} box={box} onOpened={onClose} />
      {rows.length > 0 && <PolicyList rows={rows} onTighten={onTighten} />}
      <CommandList openAtFirst={texts.length === 0} />
      <DialogFooter
        said={
          documents > 0
            ? `${targets.length === 1 ? "1 policy" : `${targets.length} policies`} for ${count(documents, "document")}`
            : rows.length > 0
              ? "Choose a document for at least one policy."
              : ""
        }
      >
        <Button onClick={onClose}>Cancel</Button>
        <Button tone="primary" disabled={documents === 0} onClick={onReview}>
          Review {documents > 0 && count(documents, "document")}
        </Button>
      </DialogFooter>
    </div>
  );
}
