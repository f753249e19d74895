import { type RefObject, useMemo } from "react";
import { useStore } from "zustand";
import { Button } from "../parts/button.tsx";
import { count } from "../wizard/words.ts";
import { CommandList } from "./command-list.tsx";
import { DialogFooter, dialogBody } from "./dialog-footer.tsx";
import { foundIn } from "./found-entries.ts";
import { type ImportedRow, importStore, targetOf } from "./import-store.ts";
import { ImportedTexts } from "./imported-texts.tsx";
import { LayerList } from "./layer-list.tsx";
import { PolicyList } from "./policy-list.tsx";
import { PolicyTextBox } from "./policy-text-box.tsx";

interface ChooseViewProps {
  /** The box that the user pastes texts into. */
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly rows: readonly ImportedRow[];
  readonly onReview: () => void;
  readonly onTighten: (key: string) => void;
  readonly onClose: () => void;
}

/** Lets the user import texts, shows the policies in them, and asks which document each policy goes into. */
export function ChooseView(props: ChooseViewProps) {
  const { box, rows, onReview, onTighten, onClose } = props;
  const texts = useStore(importStore, (state) => state.texts);
  const chosen = useStore(importStore, (state) => state.chosen);
  const reading = useStore(importStore, (state) => state.reading);
  const targets = rows.flatMap((row) => targetOf(row, chosen) ?? []);
  const documents = new Set(targets).size;
  const corrected = useStore(importStore, (state) => state.corrected);
  const layers = useMemo(() => foundIn({ texts, corrected }).layers, [texts, corrected]);
  return (
    <div className={dialogBody}>
      <PolicyTextBox box={box} />
      <p role="status" className="sr-only">
        {reading > 0
          ? `Reading ${count(reading, "text")}`
          : texts.length > 0 &&
            `${count(rows.length, "policy").replace("policys", "policies")} found`}
      </p>
      <ImportedTexts texts={texts} reading={reading} box={box} onOpened={onClose} />
      {layers.length > 0 && <LayerList rows={layers} onAdded={onClose} />}
      {rows.length > 0 && <PolicyList rows={rows} onTighten={onTighten} />}
      <CommandList openAtFirst={texts.length === 0} />
      <DialogFooter
        summary={
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
