import { generate, layersFrom, namesAsJson, withReplacedNames } from "#keyhole";
import type { Terminal } from "../terminal.ts";
import type { CommandDocument, CommandWork } from "./work.ts";

/**
 * The work as it is, or if there is a file for them, with examples in the place of names: the file then has what stands for
 * what. Says on standard error where the verdict may differ, and what of the files was not used. The work then has no notes
 * and no address, since both may tell names. Rejects with what the terminal rejects with.
 */
export async function withNames(
  work: CommandWork,
  namesFile: string | undefined,
  terminal: Terminal,
): Promise<CommandWork> {
  if (namesFile === undefined) return work;
  const { scenario, edits, layerList, ignored, documents } = work;
  // Texts from files may be more than one for a document of the answers: each has an id that stays.
  const textNames = documents.map((_, at) => `d${at}`);
  const texts = documents.map(({ text, from }, at) => [
    textNames[at] ?? "",
    from === "generated" ? "" : text,
  ]);
  const replaced = withReplacedNames({
    scenario,
    edits: { ...edits, ...Object.fromEntries(texts) },
    layers: layerList,
    ignored,
  });
  const { state, uncertain } = replaced;
  const layers = state.layers ?? [];
  const ownNames = new Set(textNames);
  const newEdits = Object.entries(state.edits).filter(([name]) => !ownNames.has(name));
  const written = generate(state.scenario);
  const places = new Map(generate(scenario).map(({ id }, at) => [id, written[at]]));
  await terminal.writeFile(namesFile, namesAsJson(replaced));
  terminal.say(`Wrote ${namesFile}: it tells the replaced names, so keep it.\n`);
  for (const pattern of uncertain)
    terminal.say(`The verdict may differ: a wildcard touches a part of a name in “${pattern}”.\n`);
  for (const note of work.notes) terminal.say(`${note}\n`);
  return {
    scenario: state.scenario,
    notes: [],
    // A path tells names, too.
    answersFrom: "answers with replaced names",
    edits: Object.fromEntries(newEdits),
    ignored: state.ignored ?? {},
    layerList: layers,
    layers: layersFrom(layers, state.scenario),
    documents: documents.flatMap((document, at): readonly CommandDocument[] => {
      // A further policy of a role follows the first.
      const first = documents.slice(0, at + 1).findLast((one) => !one.further);
      const own = places.get(first?.id ?? "");
      if (!own) return [];
      const { from, further } = document;
      const text = from === "generated" ? own.text : (state.edits[`d${at}`] ?? "");
      return [{ ...own, text, from, ...(further ? { id: `${own.id}/${at}`, further } : {}) }];
    }),
  };
}
