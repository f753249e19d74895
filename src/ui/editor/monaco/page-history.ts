import { useEffect, useLayoutEffect, useRef } from "react";
import { flushSync } from "react-dom";
import { changedPlace } from "../changed-place.ts";
import type { TextEditorProps } from "../text-editor-props.ts";
import { type CodeEditor, monaco } from "./kit.ts";

/**
 * Makes undo and redo in an editor use the page's history. Monaco's undo stack also contains texts that the page put into
 * the model: undoing one of them would look like an edit by the user, and the answers would not change with it.
 */
export function usePageHistory(
  editor: CodeEditor | null,
  props: Pick<TextEditorProps, "onUndo" | "onRedo">,
): void {
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    if (!editor) return;
    const undo = () => runStep(editor, latest.current.onUndo);
    const redo = () => runStep(editor, latest.current.onRedo);
    const { CtrlCmd, Shift } = monaco.KeyMod;
    const { KeyY, KeyZ } = monaco.KeyCode;
    // The fields of the find widget have a separate undo.
    const keybindingContext = "editorTextFocus";
    const actions = [
      { id: "undo", label: "Undo", run: undo, keybindings: [CtrlCmd | KeyZ] },
      {
        id: "redo",
        label: "Redo",
        run: redo,
        keybindings: [CtrlCmd | Shift | KeyZ, CtrlCmd | KeyY],
      },
    ].map((action) => editor.addAction({ ...action, keybindingContext }));
    // Undo from the browser's menu, and by gestures on phones.
    const onBeforeInput = (event: Event) => {
      const { inputType } = event as InputEvent;
      if (!/^history(?:Undo|Redo)$/.test(inputType) || !editor.hasTextFocus()) return;
      event.preventDefault();
      event.stopPropagation();
      (inputType === "historyUndo" ? undo : redo)();
    };
    const node = editor.getContainerDomNode();
    node.addEventListener("beforeinput", onBeforeInput, true);
    return () => {
      for (const action of actions) action.dispose();
      node.removeEventListener("beforeinput", onBeforeInput, true);
    };
  }, [editor]);
}

/** Runs a step of the page's history, and puts the cursor where it changed the text. */
function runStep(editor: CodeEditor, step: () => void): void {
  const model = editor.getModel();
  const before = model?.getValue() ?? "";
  flushSync(step);
  if (!model || model.isDisposed() || editor.getModel() !== model) return;
  const place = changedPlace(before, model.getValue());
  if (place === undefined) return;
  const position = model.getPositionAt(place);
  editor.setPosition(position);
  editor.revealPositionInCenterIfOutsideViewport(position);
}
