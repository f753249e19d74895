import { loader } from "@monaco-editor/react";
import * as monaco from "monaco-editor/editor";
import EditorWorker from "monaco-editor/editor/editor.worker?worker";
// Only what is named here is in the build. What is missing on purpose: Monaco's own JSON language (another worker and 73
// more parts, for what #policy does), rename, links, quick commands.
import "monaco-editor/features/bracketMatching/register";
import "monaco-editor/features/caretOperations/register";
import "monaco-editor/features/clipboard/register";
import "monaco-editor/features/codeEditor/register";
import "monaco-editor/features/codeAction/register";
import "monaco-editor/features/codicon/register";
import "monaco-editor/editor/contrib/suggest/browser/suggestController";
import "monaco-editor/features/contextmenu/register";
import "monaco-editor/features/cursorUndo/register";
import "monaco-editor/features/diffEditor/register";
import "monaco-editor/features/find/register";
import "monaco-editor/features/folding/register";
import "monaco-editor/features/format/register";
import "monaco-editor/features/gotoError/register";
import "monaco-editor/features/hover/register";
import "monaco-editor/features/indentation/register";
import "monaco-editor/features/linesOperations/register";
import "monaco-editor/features/multicursor/register";
import "monaco-editor/features/smartSelect/register";
import "monaco-editor/features/toggleTabFocusMode/register";
import "monaco-editor/features/wordOperations/register";
import { registerJson } from "./json-language.ts";
import "./monaco.css";

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };
registerJson();
// The page itself goes from finding to finding, through all documents.
monaco.editor.addKeybindingRules([
  { keybinding: monaco.KeyCode.F8, command: "-editor.action.marker.nextInFiles" },
  {
    keybinding: monaco.KeyMod.Shift | monaco.KeyCode.F8,
    command: "-editor.action.marker.prevInFiles",
  },
]);
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
