import { useEffect } from "react";
import type { TextEditorProps } from "../text-editor-props.ts";
import { type CodeEditor, monaco } from "./kit.ts";
import { modelOf } from "./models.ts";

/** Underlines syntax errors, and marks the statement whose reason is shown. */
export function useMarks(editor: CodeEditor | null, props: TextEditorProps): void {
  const { document, problems, statement } = props;
  const { id, text } = document;
  useEffect(() => {
    const model = modelOf(id, text);
    const markers = problems.map(({ message, start, end }) => {
      const from = model.getPositionAt(start);
      const to = model.getPositionAt(Math.max(end, start + 1));
      return {
        severity: monaco.MarkerSeverity.Error,
        message,
        startLineNumber: from.lineNumber,
        startColumn: from.column,
        endLineNumber: to.lineNumber,
        endColumn: to.column,
      };
    });
    monaco.editor.setModelMarkers(model, "keyhole", markers);
  }, [id, text, problems]);

  const start = statement?.start;
  const end = statement?.end;
  useEffect(() => {
    const model = modelOf(id, text);
    // Drawn when the editor has the document's own model.
    if (!editor || editor.getModel() !== model || start === undefined || end === undefined) return;
    const from = model.getPositionAt(start).lineNumber;
    const to = model.getPositionAt(end).lineNumber;
    const marks = editor.createDecorationsCollection([
      {
        range: new monaco.Range(from, 1, to, 1),
        options: { isWholeLine: true, linesDecorationsClassName: "statement-mark" },
      },
    ]);
    return () => marks.clear();
  }, [editor, id, text, start, end]);
}
