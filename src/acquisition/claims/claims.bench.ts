import { bench, describe } from "vitest";
import { generate } from "#generator";
import { presets } from "#scenario";
import { createDocumentIndexCache } from "../documents/document-index.ts";
import type { ScenarioDocument } from "../documents/scenario-document.ts";
import { runClaims } from "./run-claims.ts";

/** Where a text can be edited: before the end of each value that is a text, not a name of a member. */
function placesIn(text: string): readonly number[] {
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"/g)]
    .map((match) => match.index + match[0].length)
    .filter((end) => !/^\s*:/.test(text.slice(end)))
    .map((end) => end - 1);
}

/** The documents with one more character in each place of each of them, one place after the other. */
function keystrokesIn(documents: readonly ScenarioDocument[]): readonly ScenarioDocument[][] {
  return documents.flatMap((edited) =>
    placesIn(edited.text).map((place) =>
      documents.map((document) =>
        document === edited
          ? { ...edited, text: `${edited.text.slice(0, place)}x${edited.text.slice(place)}` }
          : document,
      ),
    ),
  );
}

/** Wanted: at most 30 ms for 95 of 100 keystrokes, wherever they are. */
describe.each(presets.map(({ id, scenario }) => ({ id, scenario })))(
  "all claims of $id",
  ({ scenario }) => {
    const documents = generate(scenario);
    const keystrokes = keystrokesIn(documents);
    const cache = createDocumentIndexCache();
    runClaims(scenario, documents, { indexes: cache });
    let next = 0;
    bench("after a keystroke", () => {
      const at = (next * 7) % keystrokes.length;
      next += 1;
      runClaims(scenario, keystrokes[at] ?? documents, { indexes: cache });
    });
  },
);
