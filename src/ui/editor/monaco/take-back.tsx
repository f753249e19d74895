import { Undo2 } from "lucide-react";
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { changesOf, placeOfChange, takenBack } from "../taken-back.ts";
import type { TextEditorProps } from "../text-editor-props.ts";
import type { CodeEditor, monaco } from "./kit.ts";

interface TakeBackProps {
  readonly diff: monaco.editor.IStandaloneDiffEditor;
  readonly generated: string;
  readonly document: TextEditorProps["document"];
  readonly onEdit: TextEditorProps["onEdit"];
}

/** A button over each change of a comparison: it puts the generated lines back. In the order of the text. */
export function TakeBack({ diff, generated, document, onEdit }: TakeBackProps) {
  const { id, text } = document;
  const changes = useMemo(() => changesOf(generated, text), [generated, text]);
  const tops = useTops(diff, changes);
  const list = useRef<HTMLUListElement>(null);
  const taken = useRef(0);
  const editor = diff.getModifiedEditor() as CodeEditor;
  const takeBack = (index: number) => {
    const change = changes[index];
    if (!change) return;
    // The next change gets this button, and with it the focus. The last button is removed.
    if (index === changes.length - 1) {
      const before = list.current?.children[index - 1]?.querySelector("button");
      if (before) before.focus();
      else editor.focus();
    }
    taken.current += 1;
    onEdit(id, takenBack(generated, text, change), `take-back:${id}:${taken.current}`);
  };
  return (
    <ul
      ref={list}
      aria-label="Changes"
      className="pointer-events-none absolute inset-0 z-10 overflow-clip"
    >
      {changes.map((change, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: the next change takes over the button and its focus
          key={index}
          className="absolute right-4"
          style={{ top: tops[index] ?? -100 }}
        >
          <button
            type="button"
            aria-label={`Take back change ${index + 1} of ${changes.length}: ${placeOfChange(change)}`}
            onFocus={() => editor.revealLineInCenterIfOutsideViewport(change.newFrom + 1)}
            onClick={() => takeBack(index)}
            className="pointer-events-auto flex h-5 items-center gap-1 rounded-sm border border-edge bg-raised px-1.5 text-text text-xs hover:bg-sunken"
          >
            <Undo2 aria-hidden size={12} />
            Take back
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The distance in pixels of each change from the top of the editor, as the editor scrolls and wraps. */
function useTops(
  diff: TakeBackProps["diff"],
  changes: ReturnType<typeof changesOf>,
): readonly number[] {
  const [tops, setTops] = useState<readonly number[]>([]);
  useLayoutEffect(() => {
    const editor = diff.getModifiedEditor();
    const place = () => {
      const last = editor.getModel()?.getLineCount() ?? 0;
      const scrolled = editor.getScrollTop();
      setTops(
        changes.map(({ newFrom, newTo }) => {
          const isRemoval = newFrom === newTo;
          const top =
            newFrom === 0 || (!isRemoval && newFrom < last)
              ? editor.getTopForLineNumber(newFrom + 1, isRemoval)
              : editor.getBottomForLineNumber(Math.min(newFrom, last));
          return top - scrolled;
        }),
      );
    };
    place();
    const listeners = [
      diff.onDidUpdateDiff(place),
      editor.onDidScrollChange(place),
      editor.onDidLayoutChange(place),
      editor.onDidContentSizeChange(place),
    ];
    return () => {
      for (const listener of listeners) listener.dispose();
    };
  }, [diff, changes]);
  return tops;
}
