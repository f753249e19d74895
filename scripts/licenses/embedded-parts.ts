/** A work with its own licence that ships inside another package, where that package's LICENSE does not name it. */
export interface EmbeddedPart {
  /** The package that contains it. */
  readonly host: string;
  /** Its files, by their path below the host's folder. */
  readonly files: RegExp;
  readonly source:
    | { readonly kind: "package"; readonly name: string }
    | {
        /** The section of the host's file of notices with this heading. */
        readonly kind: "section";
        readonly file: string;
        readonly heading: string;
        readonly name: string;
        readonly license: string;
      }
    | {
        /** A text of this folder, because the host ships none. */
        readonly kind: "file";
        readonly file: string;
        readonly name: string;
        readonly license: string;
        readonly attribution: string;
      };
}

export const embeddedParts: readonly EmbeddedPart[] = [
  {
    host: "monaco-editor",
    files: /\/dompurify\//,
    source: { kind: "package", name: "dompurify" },
  },
  {
    host: "monaco-editor",
    files: /\/marked\//,
    source: { kind: "package", name: "marked" },
  },
  {
    host: "monaco-editor",
    files: /\/vs\/base\/common\/path\.js$/,
    source: {
      kind: "section",
      file: "ThirdPartyNotices.txt",
      heading: "nodejs path library",
      name: "nodejs path library (in monaco-editor)",
      license: "MIT",
    },
  },
  {
    host: "monaco-editor",
    files: /\/codicon\.(?:ttf|woff2)$/,
    source: {
      kind: "file",
      file: "cc-by-4.0.txt",
      name: "@vscode/codicons, the icon font (in monaco-editor)",
      license: "CC-BY-4.0",
      // CC-BY-4.0 section 3(a)(1): the creator, the licence, where the work is from, whether it was changed.
      attribution:
        "Codicons, the icons of Visual Studio Code. Copyright (c) Microsoft Corporation. Compressed to WOFF2 and otherwise unchanged, from https://github.com/microsoft/vscode-codicons.",
    },
  },
];

/** Where a package keeps works of others: a file there that no part above names has a licence that we do not know. */
export const foreignFolders: Readonly<Record<string, RegExp>> = {
  "monaco-editor": /\/esm\/external\//,
};
