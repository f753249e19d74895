import { loader } from "@monaco-editor/react";
import * as monaco from "monaco-editor/editor";
import EditorWorker from "monaco-editor/editor/editor.worker?worker";
// The build contains only the parts of Monaco that this file and features.ts import. This file has what typing needs; the
// rest loads later. Left out on purpose: Monaco's JSON language (another worker and 73 more parts, which #policy
// replaces), rename, links, quick commands.
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
// Otherwise the loader would fetch Monaco from a CDN.
loader.config({ monaco });

/** The font of policies, before and after Monaco is loaded. */
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
 * The options for a text of this length. A text that is longer than any policy is not wrapped: Monaco would block the page
 * while it wraps a line of megabytes. "Off" is set as an override, because Monaco otherwise wraps texts with long lines.
 */
export const wrappingOf = (length: number) =>
  ({ wordWrapOverride1: length > maximumDocumentLength ? "off" : "inherit" }) as const;

/** The options of the editor with two texts side by side; only the right one can be edited. */
export const comparing: monaco.editor.IStandaloneDiffEditorConstructionOptions = {
  diffWordWrap: "on",
  originalAriaLabel: "Generated text",
  originalEditable: false,
  renderGutterMenu: false,
  // The page has buttons with words for that.
  renderMarginRevertIcon: false,
  renderOverviewRuler: false,
  renderSideBySideInlineBreakpoint: 560,
  useInlineViewWhenSpaceIsLimited: true,
};

export type CodeEditor = monaco.editor.IStandaloneCodeEditor;
export { monaco };
