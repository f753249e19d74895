/** The parts of Monaco that late-features.ts uses and that have no published types. */

declare module "monaco-editor/editor/browser/editorExtensions" {
  export interface EditorContributionDescription {
    readonly id: string;
  }
  export const EditorExtensionsRegistry: {
    getEditorContributions(): readonly EditorContributionDescription[];
  };
}

declare module "monaco-editor/platform/instantiation/common/extensions" {
  /** Every service that the loaded modules have registered: its id and how to create it. */
  export function getSingletonServiceDescriptors(): readonly (readonly [unknown, unknown])[];
}

declare module "monaco-editor/platform/instantiation/common/instantiation" {
  export const IInstantiationService: unknown;
}

declare module "monaco-editor/editor/standalone/browser/standaloneServices" {
  export const StandaloneServices: { get(service: unknown): unknown };
}

declare module "monaco-editor/platform/theme/common/iconRegistry" {
  export function getIconRegistry(): { readonly _onDidChange: { fire: () => void } };
}
