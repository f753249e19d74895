import { layersFrom } from "#acquisition";
import { generate } from "#generator";
import { encodeFile, encodeState } from "#share";
import { namesAsJson, type ReplacedName, withReplacedNames } from "#share/replaced";
import type { Subject } from "#verdict";
import { layersInLink, type Shown, sharedState } from "./shared-work.ts";

/** The work with examples in the place of names, in every form in which it is shared. */
export interface ReplacedShare {
  /** What stands for what: it stays in the browser. */
  readonly names: readonly ReplacedName[];
  /** Patterns whose examples may match something else. */
  readonly uncertain: readonly string[];
  /** The same as the text of a file for the user. */
  readonly namesText: string;
  /** The part of a link after its `#`. */
  readonly fragment: string;
  /** The titles of the layers that do not fit into the link. */
  readonly leftOut: readonly string[];
  /** The text of the work's file, and its name. */
  readonly file: { readonly text: string; readonly name: string };
  /** What report and verdict are about. */
  readonly subject: Subject;
  readonly ignored: Readonly<Record<string, readonly string[]>>;
}

/** Replaces the names of the work on the screen. */
export async function replacedShareOf(shown: Shown): Promise<ReplacedShare> {
  const replaced = withReplacedNames(sharedState(shown));
  const { state, names, uncertain } = replaced;
  const { scenario, edits, layers = [], ignored = {} } = state;
  const inLink = layersInLink({ layers });
  const joining = layersFrom(layers, scenario);
  const documents = generate(scenario).map((document) =>
    Object.hasOwn(edits, document.id) ? { ...document, text: edits[document.id] ?? "" } : document,
  );
  return {
    names,
    uncertain,
    namesText: namesAsJson(replaced),
    fragment: await encodeState({ ...state, layers: inLink }),
    leftOut: layers.filter((layer) => !inLink.includes(layer)).map(({ title }) => title),
    file: { text: encodeFile(state), name: `${scenario.platform.account || "work"}.keyhole.json` },
    subject: { scenario, documents, ...(joining ? { layers: joining } : {}) },
    ignored,
  };
}
