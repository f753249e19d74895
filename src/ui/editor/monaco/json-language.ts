import { format } from "jsonc-parser";
import { languages } from "monaco-editor/editor";
import { maximumDocumentLength } from "#policy";

/** Registers JSON in Monaco: tokens, brackets, and our formatter. */
export function registerJson(): void {
  languages.register({ id: "json" });
  languages.setMonarchTokensProvider("json", tokens);
  languages.setLanguageConfiguration("json", configuration);
  languages.registerDocumentFormattingEditProvider("json", {
    displayName: "Keyhole",
    // The edits change only white space, so that invalid text keeps every other character.
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
      // Wildcards and policy variables widen a permission: they have separate colours.
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
