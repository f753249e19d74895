import { Editor } from "@monaco-editor/react";
import { type ReactNode, useMemo, useState } from "react";
import { type CodeEditor, options } from "./kit.ts";
// Each language loads its grammar when a text in it is first shown.
import "monaco-editor/languages/definitions/hcl/register";
import "monaco-editor/languages/definitions/html/register";
import "monaco-editor/languages/definitions/markdown/register";
import "monaco-editor/languages/definitions/shell/register";
import "monaco-editor/languages/definitions/typescript/register";
import "monaco-editor/languages/definitions/yaml/register";
import { useLateFeatures } from "./late-features.ts";
import { useEditorTheme } from "./theme.ts";

/** What `TextPreview` shows. */
export interface TextPreviewProps {
  readonly text: string;
  readonly language: string;
  /** The name of the text, for screen readers. */
  readonly label: string;
  /** Shown until the editor is drawn. */
  readonly loading: ReactNode;
}

/** A read-only text in Monaco. Tab moves the focus past it. */
export function TextPreview({ text, language, label, loading }: TextPreviewProps) {
  const [editor, setEditor] = useState<CodeEditor | null>(null);
  useLateFeatures(editor);
  return (
    <Editor
      value={text}
      language={language}
      path="keyhole-preview:/text"
      onMount={setEditor}
      loading={loading}
      theme={useEditorTheme()}
      options={useMemo(
        () => ({
          ...options,
          ariaLabel: label,
          bracketPairColorization: { enabled: false },
          contextmenu: false,
          domReadOnly: true,
          links: false,
          occurrencesHighlight: "off" as const,
          quickSuggestions: false,
          readOnly: true,
          tabFocusMode: true,
        }),
        [label],
      )}
    />
  );
}
