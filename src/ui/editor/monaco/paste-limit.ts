import { useEffect, useLayoutEffect, useRef } from "react";
import { maximumDocumentLength } from "#policy";
import type { TextEditorProps } from "../text-editor-props.ts";
import type { CodeEditor } from "./kit.ts";

/** Refuses to paste what makes the text longer than any policy: megabytes in the editor would block the page. */
export function usePasteLimit(
  editor: CodeEditor | null,
  props: Pick<TextEditorProps, "onTooLong">,
): void {
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    if (!editor) return;
    const onPaste = (event: ClipboardEvent) => {
      const model = editor.getModel();
      if (!model || !editor.hasTextFocus()) return;
      const pasted = event.clipboardData?.getData("text/plain").length ?? 0;
      const replaced = (editor.getSelections() ?? []).reduce(
        (sum, selection) => sum + model.getValueLengthInRange(selection),
        0,
      );
      const length = model.getValueLength() - replaced + pasted;
      // A text that is too long already may still become shorter.
      if (length <= maximumDocumentLength || pasted <= replaced) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current.onTooLong(length);
    };
    const node = editor.getContainerDomNode();
    node.addEventListener("paste", onPaste, true);
    return () => node.removeEventListener("paste", onPaste, true);
  }, [editor]);
}
