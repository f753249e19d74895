import { format } from "jsonc-parser";
import { languages } from "monaco-editor/editor";
import { maximumDocumentLength } from "#policy";

/** Tells Monaco what JSON is: its tokens, its brackets, and our formatter. */
export function registerJson(): void {
  languages.register({ id: "json" });
  languages.setMonarchTokensProvider("json", tokens);
  languages.setLanguageConfiguration("json", configuration);
  languages.registerDocumentFormattingEditProvider("json", {
    displayName: "Keyhole",
    // Edits of white space only, so that broken text keeps every other character.
    provideDocumentFormattingEdits: (model) => {
      if (model.getValueLength() > maximumDocumentLength) return [];
      return format(model.getValue(), undefined, {
        tabSize: 2,
        insertSpaces: true,
        eol: "\n",
      }).map(({ offset, length, content }) => {
        const from = model.getPositionAt(offset);
        const to = model.getPositionAt(offset + length);
        return {
          range: {
            startLineNumber: from.lineNumber,
            startColumn: from.column,
            endLineNumber: to.lineNumber,
            endColumn: to.column,
          },
          text: content,
        };
      });
    },
  });
}

const tokens: languages.IMonarchLanguage = {
  defaultToken: "invalid",
  tokenizer: {
    root: [
      [/[ \t\r\n]+/, "white"],
      [/"(?:[^"\\]|\\.)*"(?=\s*:)/, "key"],
      [/"/, { token: "text", next: "@text" }],
      [/[{}[\]]/, "@brackets"],
      [/[,:]/, "delimiter"],
      [/-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/, "number"],
      [/true|false|null/, "number"],
    ],
    text: [
      // What widens a permission shall be seen: wildcards, and variables that are filled in at the request.
      [/\$\{[^}"\\]*\}/, "variable"],
      [/[*?]/, "wildcard"],
      [/[^"\\*?$]+/, "text"],
      [/\\./, "text"],
      [/"/, { token: "text", next: "@pop" }],
      [/[\\$]/, "text"],
    ],
  },
};

const configuration: languages.LanguageConfiguration = {
  brackets: [
    ["{", "}"],
    ["[", "]"],
  ],
  autoClosingPairs: [
    { open: "{", close: "}", notIn: ["string"] },
    { open: "[", close: "]", notIn: ["string"] },
    { open: '"', close: '"', notIn: ["string"] },
  ],
  surroundingPairs: [
    { open: "{", close: "}" },
    { open: "[", close: "]" },
    { open: '"', close: '"' },
  ],
  indentationRules: { increaseIndentPattern: /[{[]\s*$/, decreaseIndentPattern: /^\s*[}\]]/ },
  // Names with colons, dots and dashes are one word: `kms:ViaService`.
  wordPattern: /[\w:.*-]+/,
};
