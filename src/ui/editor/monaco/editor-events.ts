import { useEffect, useLayoutEffect, useRef } from "react";
import type { TextEditorProps } from "../text-editor-props.ts";
import { nextStep, type TypingStep } from "../typing-steps.ts";
import { type CodeEditor, monaco } from "./kit.ts";
import { isPushed, modelOf } from "./models.ts";

/** Tells what the user does in the editor, and gives out its controls. */
export function useEditorEvents(editor: CodeEditor | null, props: TextEditorProps): void {
  const latest = useRef(props);
  const step = useRef<TypingStep>(undefined);
  useLayoutEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    if (!editor) return;
    const tellCursor = () => {
      const position = editor.getPosition();
      const model = editor.getModel();
      if (position && model) latest.current.onCursor(model.getOffsetAt(position));
    };
    const tellEdit = ({ changes }: monaco.editor.IModelContentChangedEvent) => {
      const { document, onEdit } = latest.current;
      const model = editor.getModel();
      // On the way from one document to the next, the editor may still have the other one.
      if (!model || model !== modelOf(document.id, document.text) || isPushed(model)) return;
      step.current = nextStep(step.current, changes);
      onEdit(document.id, model.getValue(), `edit:${document.id}:${step.current.number}`);
    };
    const shown = editor.createDecorationsCollection();
    const look = (offset: number) => {
      const position = editor.getModel()?.getPositionAt(offset);
      if (!position) return;
      editor.setPosition(position);
      editor.revealPositionInCenterIfOutsideViewport(position);
    };
    const goTo = (offset: number) => {
      look(offset);
      editor.focus();
    };
    const listeners = [
      // Not for what the page itself moves: that also tells of what was just shown.
      editor.onDidChangeCursorPosition(({ source }) => {
        if (source === "mouse" || source === "keyboard") shown.clear();
      }),
      editor.onDidChangeModel(() => shown.clear()),
      editor.onDidChangeModelContent(tellEdit),
      editor.onDidChangeCursorPosition(tellCursor),
      editor.onDidChangeModel(tellCursor),
    ];
    latest.current.onReady({
      format: () => void editor.getAction("editor.action.formatDocument")?.run(),
      look,
      goTo,
      show: (start, end) => {
        goTo(start);
        const model = editor.getModel();
        if (!model) return;
        const from = model.getPositionAt(start).lineNumber;
        const to = model.getPositionAt(end).lineNumber;
        editor.revealLinesInCenterIfOutsideViewport(from, to);
        shown.set([
          {
            range: new monaco.Range(from, 1, to, 1),
            options: { isWholeLine: true, className: "statement-shown" },
          },
        ]);
      },
    });
    tellCursor();
    return () => {
      for (const listener of listeners) listener.dispose();
      latest.current.onReady(null);
    };
  }, [editor]);
}
