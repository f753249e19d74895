import { DiffEditor, Editor } from "@monaco-editor/react";
import { useEffect, useLayoutEffect, useMemo, useState } from "react";
import type { TextEditorProps } from "../text-editor-props.ts";
import { useEditorEvents } from "./editor-events.ts";
import { useFindingActions } from "./finding-actions.ts";
import { type CodeEditor, comparing, options, wrappingOf } from "./kit.ts";
import { useLanguageFeatures } from "./language-features.ts";
import { loadFeatures, useLateFeatures } from "./late-features.ts";
import { useMarks } from "./marks.ts";
import { disposeOthers, modelOf, modelPath, pushText } from "./models.ts";
import { usePageHistory } from "./page-history.ts";
import { usePasteLimit } from "./paste-limit.ts";
import { useEditorTheme } from "./theme.ts";

/** A document in Monaco; with `compareWith`, both texts side by side. Monaco owns the text while the user types. */
export function TextEditor(props: TextEditorProps) {
  return props.compareWith === undefined ? <Single {...props} /> : <CompareWhenLoaded {...props} />;
}

/** Waits for the late features, which include comparing. If they fail, the two texts are still shown side by side. */
function CompareWhenLoaded(props: TextEditorProps) {
  const [tried, setTried] = useState(false);
  useEffect(() => {
    let mounted = true;
    const done = () => mounted && setTried(true);
    loadFeatures().then(done, done);
    return () => {
      mounted = false;
    };
  }, []);
  return tried ? <Compared {...props} /> : props.loading;
}

function Single(props: TextEditorProps) {
  const { document, label, loading } = props;
  const [editor, setEditor] = useState<CodeEditor | null>(null);
  useDocument(editor, props);
  const { wordWrapOverride1 } = wrappingOf(document.text.length);
  return (
    <Editor
      language="json"
      loading={loading}
      theme={useEditorTheme()}
      path={modelPath(document.id)}
      keepCurrentModel
      options={useMemo(
        () => ({ ...options, wordWrapOverride1, ariaLabel: label }),
        [wordWrapOverride1, label],
      )}
      onMount={setEditor}
    />
  );
}

function Compared(props: TextEditorProps) {
  const { document, label, compareWith = "", loading, cursor } = props;
  const { id } = document;
  const [editor, setEditor] = useState<CodeEditor | null>(null);
  const [original, setOriginal] = useState<CodeEditor | null>(null);
  usePageHistory(original, props);
  useLayoutEffect(
    () => pushText(modelOf(id, compareWith, "generated"), compareWith),
    [id, compareWith],
  );
  useDocument(editor, props);
  const { wordWrapOverride1 } = wrappingOf(document.text.length);
  return (
    <DiffEditor
      // Monaco's component reads both models only when it is created.
      key={id}
      language="json"
      loading={loading}
      theme={useEditorTheme()}
      originalModelPath={modelPath(id, "generated")}
      modifiedModelPath={modelPath(id)}
      keepCurrentOriginalModel
      keepCurrentModifiedModel
      options={useMemo(
        () => ({ ...options, ...comparing, wordWrapOverride1, modifiedAriaLabel: label }),
        [wordWrapOverride1, label],
      )}
      onMount={(diff) => {
        const left = diff.getOriginalEditor() as CodeEditor;
        const right = diff.getModifiedEditor() as CodeEditor;
        keepOptions(left, "Generated text");
        keepOptions(right, label);
        const position = right.getModel()?.getPositionAt(cursor);
        if (position) right.setPosition(position);
        setOriginal(left);
        setEditor(right);
      }}
    />
  );
}

/** Sets the label and wrapping of one side of a comparison, again at each layout: Monaco resets them when it shows a side. */
function keepOptions(
  side: Pick<CodeEditor, "updateOptions" | "getLayoutInfo" | "onDidLayoutChange">,
  label: string,
) {
  const keep = (width: number) =>
    side.updateOptions({ ariaLabel: label, wordWrapOverride2: width > 100 ? "inherit" : "off" });
  keep(side.getLayoutInfo().width);
  side.onDidLayoutChange(({ width }) => keep(width));
}

function useDocument(editor: CodeEditor | null, props: TextEditorProps) {
  const { id, text } = props.document;
  useEditorEvents(editor, props);
  usePageHistory(editor, props);
  usePasteLimit(editor, props);
  // Set before a long text is pushed: otherwise Monaco would wrap it once.
  useLayoutEffect(() => editor?.updateOptions(wrappingOf(text.length)), [editor, text]);
  // In the same frame as the answer, and before Monaco's component looks for the model.
  useLayoutEffect(() => pushText(modelOf(id, text), text), [id, text]);
  useEffect(() => disposeOthers(props.documentIds), [props.documentIds]);
  useLateFeatures(editor);
  useMarks(editor, props);
  useFindingActions(editor, props);
  useLanguageFeatures(editor, props);
}
