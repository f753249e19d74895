import { useEffect, useLayoutEffect, useRef } from "react";
import type { Suggestion, SuggestionKind } from "../language/index.ts";
import type { TextEditorProps } from "../text-editor-props.ts";
import { type CodeEditor, monaco } from "./kit.ts";
import { modelOf } from "./models.ts";
import { rangeOf } from "./places.ts";

type Model = monaco.editor.ITextModel;

/** Registers suggestions and hovers. The data about policies is loaded when it is first needed. */
export function useLanguageFeatures(editor: CodeEditor | null, props: TextEditorProps): void {
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    if (!editor) return;
    const isOpen = (model: Model) => {
      const { id, text } = latest.current.document;
      return model === modelOf(id, text);
    };
    const registered = [
      monaco.languages.registerCompletionItemProvider("json", {
        triggerCharacters: ['"', ":"],
        provideCompletionItems: async (model, position) => {
          if (!isOpen(model)) return { suggestions: [] };
          const { suggest } = await import("../language/index.ts");
          const offset = model.getOffsetAt(position);
          const found = suggest(model.getValue(), offset, latest.current.around);
          return {
            suggestions: found.items.map((item, order) => itemOf(model, found, item, order)),
          };
        },
      }),
      monaco.languages.registerHoverProvider("json", {
        provideHover: async (model, position) => {
          if (!isOpen(model)) return null;
          const { explain } = await import("../language/index.ts");
          const offset = model.getOffsetAt(position);
          const found = explain(model.getValue(), offset, latest.current.around);
          if (!found) return null;
          return {
            range: rangeOf(model, found),
            contents: [{ value: found.paragraphs.join("\n\n") }],
          };
        },
      }),
    ];
    return () => {
      for (const each of registered) each.dispose();
    };
  }, [editor]);
}

type Place = { readonly start: number; readonly end: number };

function itemOf(
  model: Model,
  place: Place,
  item: Suggestion,
  order: number,
): monaco.languages.CompletionItem {
  const range = rangeOf(model, place);
  const isQuoted = model.getValueInRange(range).startsWith('"');
  return {
    label: { label: item.label, ...(item.detail ? { description: item.detail } : {}) },
    kind: kinds[item.kind],
    insertText: item.insert,
    insertTextRules: monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet,
    // Monaco compares this with the replaced text, which includes the quote.
    filterText: isQuoted ? `"${item.label}` : item.label,
    sortText: String(order).padStart(5, "0"),
    range,
    ...(item.about ? { documentation: { value: item.about } } : {}),
    ...(item.again ? { command: { id: "editor.action.triggerSuggest", title: "Suggest" } } : {}),
  };
}

const { CompletionItemKind } = monaco.languages;
const kinds: Readonly<Record<SuggestionKind, monaco.languages.CompletionItemKind>> = {
  action: CompletionItemKind.Method,
  key: CompletionItemKind.Property,
  operator: CompletionItemKind.Operator,
  value: CompletionItemKind.Value,
  element: CompletionItemKind.Field,
  statement: CompletionItemKind.Snippet,
};
