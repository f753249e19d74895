import type { SharedState } from "../shared-state.ts";
import { replaceDocument } from "./document-text.ts";
import { createCollector, examplesFor, type ReplacedName, replacerBy } from "./examples.ts";
import { replaceDocumentId, replaceLayer, replaceScenario } from "./scenario-names.ts";
import type { WordReplacer } from "./value.ts";

/** A piece of work in which examples stand for all names. */
export interface ReplacedWork {
  readonly state: SharedState;
  /** What stands for what. It tells the names: it must not leave with the work. */
  readonly names: readonly ReplacedName[];
  /**
   * Texts of the work with a wildcard inside an id, or before or after a part of a name: their examples may match something
   * else, so the verdict on them may differ.
   */
  readonly uncertain: readonly string[];
}

/**
 * Replaces everything in a piece of work that may tell of whom it is: account ids, names and paths of roles, ids and aliases of keys, tags, ids of
 * the organization, external ids, addresses, e-mail addresses, other names, in edited texts and layers too. The same original has the same example
 * everywhere, and distinct originals have distinct ones, so that the verdict stays. Partitions, regions, services, the words of AWS's policies,
 * roles that AWS makes, and the names of the presets stay. Pure: the same work gives the same examples. Never throws.
 */
export function withReplacedNames(state: SharedState): ReplacedWork {
  const { replacer, collected } = createCollector();
  replaceState(state, replacer);
  const examples = examplesFor(collected);
  return {
    state: replaceState(state, replacerBy(examples)),
    names: [...examples].flatMap(([original, example]) =>
      original === example ? [] : [{ original, example }],
    ),
    uncertain: [...collected.uncertain.keys()],
  };
}

function replaceState(state: SharedState, words: WordReplacer): SharedState {
  const { scenario, edits, documentId, ignored, layers } = state;
  const byId = <Value>(values: Readonly<Record<string, Value>>, change: (value: Value) => Value) =>
    Object.fromEntries(
      Object.entries(values).map(([id, value]) => [replaceDocumentId(id, words), change(value)]),
    );
  return {
    scenario: replaceScenario(scenario, words),
    edits: byId(edits, (text) => replaceDocument(text, words)),
    ...(documentId === undefined ? {} : { documentId: replaceDocumentId(documentId, words) }),
    ...(ignored === undefined ? {} : { ignored: byId(ignored, (rules) => rules) }),
    ...(layers === undefined ? {} : { layers: layers.map((layer) => replaceLayer(layer, words)) }),
  };
}

/** What stands for what, as the text of a file for the one who replaced the names. */
export function namesAsJson({ names, uncertain }: Omit<ReplacedWork, "state">): string {
  const file = { note: "Keep this file: it tells the names that were replaced.", names, uncertain };
  return `${JSON.stringify(file, null, 2)}\n`;
}
