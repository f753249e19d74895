import { useEffect, useLayoutEffect, useRef } from "react";
import type { TextEditorProps } from "../text-editor-props.ts";
import { nextStep, type TypingStep } from "../typing-steps.ts";
import { type CodeEditor, monaco } from "./kit.ts";
import { isPushed, modelOf } from "./models.ts";

/** Reports edits and cursor moves in the editor, and passes its controls to `onReady`. */
export function useEditorEvents(editor: CodeEditor | null, props: TextEditorProps): void {
  const latest = useRef(props);
  const step = useRef<TypingStep>(undefined);
  useLayoutEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    if (!editor) return;
    const reportCursor = () => {
      const position = editor.getPosition();
      const model = editor.getModel();
      if (position && model) latest.current.onCursor(model.getOffsetAt(position));
    };
    const reportEdit = ({ changes }: monaco.editor.IModelContentChangedEvent) => {
      const { document, onEdit } = latest.current;
      const model = editor.getModel();
      // While documents are switched, the editor may still have the previous model.
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
      // Only moves by the user clear the mark: the page moves the cursor when it sets the mark.
      editor.onDidChangeCursorPosition(({ source }) => {
        if (source === "mouse" || source === "keyboard") shown.clear();
      }),
      editor.onDidChangeModel(() => shown.clear()),
      editor.onDidChangeModelContent(reportEdit),
      editor.onDidChangeCursorPosition(reportCursor),
      editor.onDidChangeModel(reportCursor),
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
    reportCursor();
    return () => {
      for (const listener of listeners) listener.dispose();
      latest.current.onReady(null);
    };
  }, [editor]);
}
