import {
  type EditorContributionDescription,
  EditorExtensionsRegistry,
} from "monaco-editor/editor/browser/editorExtensions";
import { StandaloneServices } from "monaco-editor/editor/standalone/browser/standaloneServices";
import { getSingletonServiceDescriptors } from "monaco-editor/platform/instantiation/common/extensions";
import { IInstantiationService } from "monaco-editor/platform/instantiation/common/instantiation";
import { getIconRegistry } from "monaco-editor/platform/theme/common/iconRegistry";
import { useEffect } from "react";
import { type CodeEditor, monaco } from "./kit.ts";

/** The contributions of kit.ts, which every editor has from the start. */
const early = new Set(EditorExtensionsRegistry.getEditorContributions().map(({ id }) => id));

let loading: Promise<void> | undefined;

/**
 * Loads completion, hovers, quick fixes, find, folding and the other parts of features.ts, and adds them to the existing
 * editors. Later editors have them from the start. Rejects if the code cannot be loaded; the next call tries again.
 */
export function loadFeatures(): Promise<void> {
  loading ??= addFeatures().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function addFeatures(): Promise<void> {
  await registeringIconsAtOnce(() => import("./features.ts"));
  addServices();
  const added = EditorExtensionsRegistry.getEditorContributions().filter(
    ({ id }) => !early.has(id),
  );
  for (const editor of monaco.editor.getEditors()) addContributions(editor, added);
}

/**
 * Monaco writes the style sheet of all icons after each icon that a feature registers: a third of a second for these
 * features, without a break. This has it write the sheet once.
 */
async function registeringIconsAtOnce(load: () => Promise<unknown>): Promise<void> {
  const { _onDidChange: changed } = getIconRegistry();
  const { fire } = changed;
  changed.fire = () => {};
  try {
    await load();
  } finally {
    changed.fire = fire;
    changed.fire();
  }
}

/** Monaco collects its services once, when the first editor is made. This adds the services registered since. */
function addServices(): void {
  const { _services } = StandaloneServices.get(IInstantiationService) as {
    readonly _services: { get(id: unknown): unknown; set(id: unknown, how: unknown): void };
  };
  for (const [id, how] of getSingletonServiceDescriptors())
    if (_services.get(id) === undefined) _services.set(id, how);
}

/** The private members of Monaco's editor that create its contributions. */
interface EditorInternals {
  readonly _contributions: {
    initialize(
      editor: unknown,
      contributions: readonly EditorContributionDescription[],
      instantiationService: unknown,
    ): void;
  };
  readonly _instantiationService: unknown;
}

/** Monaco reads its registry only when an editor is made. This adds new contributions to an existing editor. */
function addContributions(
  editor: monaco.editor.ICodeEditor,
  added: readonly EditorContributionDescription[],
): void {
  const internals = editor as unknown as EditorInternals;
  internals._contributions.initialize(editor, added, internals._instantiationService);
  // Some contributions wait for an event that has passed: requesting one creates it.
  for (const { id } of added) editor.getContribution(id);
}

/**
 * Loads the features when the pointer enters the editor or the editor gets the focus. Otherwise the page loads them some
 * seconds after the rest (screens/later-parts.ts).
 */
export function useLateFeatures(editor: CodeEditor | null): void {
  useEffect(() => {
    const container = editor?.getContainerDomNode();
    if (!container) return;
    // The text can be edited without them. The next event tries again.
    const load = () => void loadFeatures().catch(() => {});
    const events = ["pointerenter", "pointerdown", "focusin"] as const;
    for (const event of events) container.addEventListener(event, load);
    return () => {
      for (const event of events) container.removeEventListener(event, load);
    };
  }, [editor]);
}
