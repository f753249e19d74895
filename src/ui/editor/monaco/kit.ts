import { loader } from "@monaco-editor/react";
import * as monaco from "monaco-editor/editor";
import EditorWorker from "monaco-editor/editor/editor.worker?worker";
// Only what is named here and in features.ts is in the build. Here is what typing needs; the rest arrives later. What is
// missing on purpose: Monaco's own JSON language (another worker and 73 more parts, for what #policy does), rename,
// links, quick commands.
import "monaco-editor/features/bracketMatching/register";
import "monaco-editor/features/caretOperations/register";
import "monaco-editor/features/codeEditor/register";
import "monaco-editor/features/cursorUndo/register";
import "monaco-editor/features/format/register";
import "monaco-editor/features/indentation/register";
import "monaco-editor/features/toggleTabFocusMode/register";
import "monaco-editor/features/wordOperations/register";
import { maximumDocumentLength } from "#policy";
import { registerJson } from "./json-language.ts";
import "./monaco.css";

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };
registerJson();
// Without this the loader would fetch Monaco from a CDN.
loader.config({ monaco });

/** The face that policies are shown in, before Monaco arrives as after it. */
export const face = "'JetBrains Mono Variable'";
const fallbackFaces = "ui-monospace, Menlo, Consolas, 'Liberation Mono', monospace";

export const options: monaco.editor.IStandaloneEditorConstructionOptions = {
  fixedOverflowWidgets: true,
  fontFamily: `${face}, ${fallbackFaces}`,
  fontLigatures: false,
  fontSize: 13,
  hideCursorInOverviewRuler: true,
  lineDecorationsWidth: 16,
  lineHeight: 20,
  lineNumbersMinChars: 3,
  minimap: { enabled: false },
  overviewRulerBorder: false,
  overviewRulerLanes: 1,
  padding: { top: 8, bottom: 8 },
  // Nearly everything in a policy is a string.
  quickSuggestions: { strings: true, other: true, comments: false },
  renderLineHighlight: "none",
  scrollBeyondLastLine: false,
  scrollbar: { horizontalScrollbarSize: 10, verticalScrollbarSize: 10, useShadows: false },
  suggest: { showWords: false, snippetsPreventQuickSuggestions: false },
  tabSize: 2,
  wordWrap: "on",
  wrappingIndent: "indent",
};

/**
 * The options for a text of this length. A longer text than any policy is not wrapped: one line of megabytes would block
 * the page while Monaco looks where to break it. "Off" as an override, because Monaco wraps by itself what is mostly long lines.
 */
export const wrappingOf = (length: number) =>
  ({ wordWrapOverride1: length > maximumDocumentLength ? "off" : "inherit" }) as const;

/** What differs where two texts stand side by side; only the right one is edited. */
export const comparing: monaco.editor.IStandaloneDiffEditorConstructionOptions = {
  diffWordWrap: "on",
  originalAriaLabel: "As generated",
  originalEditable: false,
  renderGutterMenu: false,
  renderOverviewRuler: false,
  renderSideBySideInlineBreakpoint: 560,
  useInlineViewWhenSpaceIsLimited: true,
};

export type CodeEditor = monaco.editor.IStandaloneCodeEditor;
export { monaco };
