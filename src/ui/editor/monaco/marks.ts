import { useEffect } from "react";
import type { Finding } from "#engine";
import { rulePage } from "../../findings/rule-link.tsx";
import { plainWords } from "../../parts/plain-words.ts";
import type { TextEditorProps } from "../text-editor-props.ts";
import { type CodeEditor, monaco } from "./kit.ts";
import { modelOf } from "./models.ts";
import { rangeOf } from "./places.ts";

/** Underlines syntax errors and findings, and marks the statement whose reason is shown. */
export function useMarks(editor: CodeEditor | null, props: TextEditorProps): void {
  const { document, problems, findings, repairs, statement, lit } = props;
  const { id, text } = document;
  useEffect(() => {
    const model = modelOf(id, text);
    const markers = problems.map(({ message, start, end }) => ({
      severity: monaco.MarkerSeverity.Error,
      message: plainWords(message),
      ...rangeOf(model, { start, end: Math.max(end, start + 1) }),
    }));
    monaco.editor.setModelMarkers(model, "keyhole", markers);
  }, [id, text, problems]);

  useEffect(() => {
    const model = modelOf(id, text);
    const isStale = problems.length > 0;
    const markers = findings
      // The syntax errors already have markers.
      .filter(({ rule }) => !isStale || rule !== "json-syntax")
      .map((finding) => ({
        ...rangeOf(model, { ...finding, end: Math.max(finding.end, finding.start + 1) }),
        severity: isStale ? monaco.MarkerSeverity.Hint : severityOf[finding.severity],
        message: isStale ? `${wordsOf(finding)}\n${stale}` : wordsOf(finding),
        code: {
          value: finding.rule,
          target: monaco.Uri.parse(new URL(rulePage(finding.rule), location.href).href),
        },
      }));
    monaco.editor.setModelMarkers(model, "keyhole-findings", markers);
  }, [id, text, findings, problems]);

  useEffect(() => {
    const model = modelOf(id, text);
    const markers = repairs.flatMap(({ title, edits: [edit] }) => {
      if (!edit) return [];
      const { lineNumber } = model.getPositionAt(edit.start);
      return {
        startLineNumber: lineNumber,
        startColumn: model.getLineFirstNonWhitespaceColumn(lineNumber),
        endLineNumber: lineNumber,
        endColumn: model.getLineMaxColumn(lineNumber),
        severity: monaco.MarkerSeverity.Hint,
        message: plainWords(`Smallest repair: ${title} (Ctrl+.)`),
      };
    });
    monaco.editor.setModelMarkers(model, "keyhole-repairs", markers);
  }, [id, text, repairs]);

  const start = statement?.start;
  const end = statement?.end;
  useEffect(() => {
    const model = modelOf(id, text);
    // Drawn once the editor shows the document's model.
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

  useEffect(() => {
    const model = modelOf(id, text);
    if (!editor || editor.getModel() !== model || lit.length === 0) return;
    const marks = editor.createDecorationsCollection(
      lit.map((range) => ({
        range: rangeOf(model, range),
        options: { isWholeLine: true, className: "statement-shown" },
      })),
    );
    return () => marks.clear();
  }, [editor, id, text, lit]);
}

/** Monaco's four severities stand for ours; monaco.css styles them. */
const severityOf = {
  error: monaco.MarkerSeverity.Error,
  security: monaco.MarkerSeverity.Warning,
  warning: monaco.MarkerSeverity.Info,
  suggestion: monaco.MarkerSeverity.Hint,
} as const;

/** The text of a marker. Monaco shows it without Markdown. */
const wordsOf = ({ severity, message }: Finding) =>
  `${severity.charAt(0).toUpperCase()}${severity.slice(1)}: ${plainWords(message)}`;

const stale = "Found when the text was valid JSON.";
