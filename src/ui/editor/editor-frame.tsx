import { type ComponentType, useCallback, useEffect, useState } from "react";
import { FailedNotice } from "../parts/failed-notice.tsx";
import { editorCodeArrived, editorIsDrawn, firstPaint } from "../parts/load-order.ts";
import { nextPaint } from "../parts/next-paint.ts";
import { PlainText } from "./plain-text.tsx";
import type { EditorControls, TextEditorProps } from "./text-editor-props.ts";

type Editor = ComponentType<TextEditorProps>;
type Props = Omit<TextEditorProps, "loading">;

/** The editor, which loads after the rest of the page. Until then, or if it cannot load, the plain text. */
export function EditorFrame(props: Props) {
  const { editor: TextEditor, failed, retry } = useEditorCode();
  const { document, label } = props;
  const text = <PlainText label={label} text={document.text} />;
  const { onReady: notifyReady } = props;
  const onReady = useCallback(
    (controls: EditorControls | null) => {
      notifyReady(controls);
      if (controls) void nextPaint().then(editorIsDrawn);
    },
    [notifyReady],
  );
  if (TextEditor) return <TextEditor {...props} onReady={onReady} loading={text} />;
  if (!failed) return text;
  return (
    <div className="grid h-full grid-rows-[auto_minmax(0,1fr)]">
      <div className="p-2">
        <FailedNotice title="The editor could not be loaded" onRetry={retry}>
          You can edit the text in the field below. If the error persists, reload the page. Your
          work is kept.
        </FailedNotice>
      </div>
      <textarea
        aria-label={label}
        data-page-history
        value={document.text}
        onChange={(event) => props.onEdit(document.id, event.target.value)}
        spellCheck={false}
        className="h-full w-full resize-none bg-surface px-4 py-2 font-mono text-sm leading-5 focus-visible:-outline-offset-2"
      />
    </div>
  );
}

/** Loads the editor's code once for the page. */
function useEditorCode() {
  const [editor, setEditor] = useState<Editor | null>(() => arrived);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (editor || failed) return;
    let mounted = true;
    fetchEditor().then(
      (component) => mounted && setEditor(() => component),
      () => {
        editorIsDrawn();
        if (mounted) setFailed(true);
      },
    );
    return () => {
      mounted = false;
    };
  }, [editor, failed]);
  return { editor, failed, retry: () => setFailed(false) };
}

let arrived: Editor | null = null;

async function fetchEditor(): Promise<Editor> {
  await firstPaint();
  const { TextEditor, fontLoaded } = await import("./monaco/index.ts");
  editorCodeArrived();
  await fontLoaded;
  arrived = TextEditor;
  return TextEditor;
}
