/** The part of Monaco's registry of editor contributions that late-features.ts uses. Monaco publishes no types for it. */
declare module "monaco-editor/editor/browser/editorExtensions" {
  export interface EditorContributionDescription {
    readonly id: string;
  }
  export const EditorExtensionsRegistry: {
    getEditorContributions(): readonly EditorContributionDescription[];
  };
}
