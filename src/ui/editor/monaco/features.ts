// The editor's features beyond typing. late-features.ts loads them.
import "monaco-editor/editor/contrib/suggest/browser/suggestController";
import "monaco-editor/features/clipboard/register";
import "monaco-editor/features/codeAction/register";
import "monaco-editor/features/codicon/register";
import "monaco-editor/features/contextmenu/register";
import "monaco-editor/features/diffEditor/register";
import "monaco-editor/features/find/register";
import "monaco-editor/features/folding/register";
import "monaco-editor/features/gotoError/register";
import "monaco-editor/features/hover/register";
import "monaco-editor/features/linesOperations/register";
import "monaco-editor/features/multicursor/register";
import "monaco-editor/features/smartSelect/register";
import { monaco } from "./kit.ts";

// The page handles F8 itself, through the findings of all documents.
monaco.editor.addKeybindingRules([
  { keybinding: monaco.KeyCode.F8, command: "-editor.action.marker.nextInFiles" },
  {
    keybinding: monaco.KeyMod.Shift | monaco.KeyCode.F8,
    command: "-editor.action.marker.prevInFiles",
  },
]);
