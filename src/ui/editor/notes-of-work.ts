import { type GeneratorNote, notesOf } from "#generator";
import { generatedOf, isWritten, type Work } from "#state";

/** The generator's notes on the documents, cached for each set of documents; empty until they are written. */
export function notesOfWork({ scenario }: Pick<Work, "scenario">): readonly GeneratorNote[] {
  if (!isWritten(scenario)) return none;
  const documents = generatedOf(scenario);
  const known = found.get(documents);
  if (known) return known;
  const notes = notesOf(scenario, documents);
  found.set(documents, notes);
  return notes;
}
const none: readonly GeneratorNote[] = [];
const found = new WeakMap<ReturnType<typeof generatedOf>, readonly GeneratorNote[]>();
