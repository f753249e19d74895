import type { ScenarioDocument } from "#acquisition";
import { createLinter, type Linter, namesOnly } from "#engine/linter";
import { coreServices } from "#policy/services/core";

/** Gives linters that know every service that the documents name; most documents need a seventh of that data. */
export interface Linters {
  /** For documents as they are. Rejects if they name other services and the names of these cannot be loaded. */
  readonly forDocuments: (documents: readonly ScenarioDocument[]) => Promise<Linter>;
  /** For texts that nobody has searched: a fix may write any name. Rejects as `forDocuments` does. */
  readonly forAnyText: () => Promise<Linter>;
}

/**
 * Linters over the services known in full, until a document names another; then over all. `loadAll` loads the names of
 * all services: it is called again if it rejected. `onWork` is called before each lint of a document; `fixAll` lints
 * again and again.
 */
export function createLinters(
  loadAll: () => Promise<Parameters<typeof createLinter>[0]>,
  onWork: () => void = () => {},
): Linters {
  const linterFor = (services: Parameters<typeof createLinter>[0]): Linter => {
    return createLinter(services, onWork);
  };
  const core = linterFor(coreServices);
  let all: Linter | undefined;
  /** A keystroke replaces one document: the others are not searched again. */
  const covered = new WeakSet<ScenarioDocument>();
  const isCovered = (document: ScenarioDocument) => {
    if (covered.has(document)) return true;
    if (!namesOnly(coreServices, document.text)) return false;
    covered.add(document);
    return true;
  };
  const forAnyText = async () => {
    all ??= linterFor(await loadAll());
    return all;
  };
  return {
    forDocuments: async (documents) => all ?? (documents.every(isCovered) ? core : forAnyText()),
    forAnyText,
  };
}
