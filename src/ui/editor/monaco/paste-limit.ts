import { useEffect, useLayoutEffect, useRef } from "react";
import { maximumDocumentLength } from "#policy";
import type { TextEditorProps } from "../text-editor-props.ts";
import type { CodeEditor } from "./kit.ts";

/** Refuses a paste that makes the text longer than any policy: megabytes in the editor would block the page. */
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
    /** Whether a pasted text of this length is refused; if so, reports it. */
    const isRefused = (pasted: number): boolean => {
      const model = editor.getModel();
      if (!model) return false;
      const replaced = (editor.getSelections() ?? []).reduce(
        (sum, selection) => sum + model.getValueLengthInRange(selection),
        0,
      );
      const length = model.getValueLength() - replaced + pasted;
      // A text that is already too long may become shorter.
      if (length <= maximumDocumentLength || pasted <= replaced) return false;
      latest.current.onTooLong(length);
      return true;
    };
    const onPaste = (event: ClipboardEvent) => {
      if (!editor.hasTextFocus()) return;
      if (!isRefused(event.clipboardData?.getData("text/plain").length ?? 0)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    const node = editor.getContainerDomNode();
    node.addEventListener("paste", onPaste, true);
    // Monaco's menu and command read the clipboard without a paste event.
    const trigger = editor.trigger.bind(editor);
    editor.trigger = (source, handler, payload: { readonly text?: string } | undefined) => {
      if (handler === "paste" && isRefused(payload?.text?.length ?? 0)) return;
      trigger(source, handler, payload);
    };
    return () => {
      node.removeEventListener("paste", onPaste, true);
      editor.trigger = trigger;
    };
  }, [editor]);
}
