import { posix } from "node:path";
import {
  decodeFile,
  decodeState,
  generate,
  isKeyholeFile,
  layersFrom,
  newLayerId,
  presets,
  type SharedState,
} from "#keyhole";
import { CouldNotBeDone, type Terminal } from "../terminal.ts";
import { lostPolicy, withPolicies } from "./matched-documents.ts";
import { brokenFiles, policiesIn, type TextFile } from "./policy-files.ts";
import { isLink, textsOf } from "./texts.ts";
import type { CommandDocument, CommandWork } from "./work.ts";

/** The file of answers that a folder has. */
export const answersFile = "keyhole.json";

interface Answers {
  readonly state: SharedState;
  readonly from: string;
  readonly at?: string;
  readonly notes: readonly string[];
}

/** What `readWork` reads besides the paths, and how. */
export interface ReadWorkOptions {
  readonly preset?: string | undefined;
  /** A file with rules besides those of the answers. */
  readonly mustNever?: string | undefined;
  /** Takes the generated document in the place of a policy that is no JSON, with a note. */
  readonly mayBeBroken?: boolean;
}

/**
 * Reads the work that paths name: answers (a Keyhole file, a link, or the `keyhole.json` of a folder), and files with
 * policies, which take the place of what the answers generate. Without paths and a preset, the current folder.
 * Rejects with `CouldNotBeDone` where the answers are missing, given twice, or cannot be read, or where a policy is no JSON or lost.
 */
export async function readWork(
  paths: readonly string[],
  { preset, mustNever, mayBeBroken = false }: ReadWorkOptions,
  terminal: Terminal,
): Promise<CommandWork> {
  const texts = await textsOf(paths.length === 0 && preset === undefined ? ["."] : paths, terminal);
  const found: Answers[] = [];
  const files: TextFile[] = [];
  for (const file of texts) {
    const answers = await answersIn(file);
    if (answers) found.push(answers);
    else files.push(file);
  }
  const ofPreset = preset === undefined ? undefined : answersOfPreset(preset);
  const [answers, second] = [...(ofPreset ? [ofPreset] : []), ...found];
  if (!answers)
    throw new CouldNotBeDone(
      `No answers: name a .keyhole.json file or a link, put a ${answersFile} beside the policies (“keyhole generate --preset ID --save ${answersFile}” writes one), or use --preset.`,
    );
  // The generated document in the place of a broken one would be checked, and could be clean.
  const [broken] = brokenFiles(files);
  if (broken && !mayBeBroken)
    throw new CouldNotBeDone(
      `${broken.path} is meant to be a policy but is no valid JSON: “keyhole lint ${broken.path}” says where.`,
    );
  if (second) throw new CouldNotBeDone(`Two files have answers: ${answers.from}, ${second.from}.`);
  return workOf(
    mustNever === undefined ? answers : await withRules(answers, mustNever, terminal),
    files,
    mayBeBroken,
  );
}

/** The answers with the rules of a file besides their own: a list, or a Keyhole file that has some. */
async function withRules(answers: Answers, path: string, terminal: Terminal): Promise<Answers> {
  const foreign = new CouldNotBeDone(
    `${path} has no rules: it must be a list of them, or a Keyhole file with “mustNever”.`,
  );
  let content: unknown;
  try {
    content = JSON.parse(await terminal.readFile(path));
  } catch (error) {
    throw error instanceof CouldNotBeDone ? error : foreign;
  }
  const rules = Array.isArray(content) ? content : rulesOf(content);
  if (!Array.isArray(rules) || rules.length === 0) throw foreign;
  const { scenario } = answers.state;
  // The decoder of Keyhole files checks each rule.
  const file = { keyhole: 1, scenario: { ...scenario, mustNever: rules } };
  const decoded = await decodeFile(JSON.stringify(file));
  if (!decoded.ok) throw foreign;
  const checked = decoded.state.scenario.mustNever ?? [];
  if (checked.length !== rules.length)
    throw new CouldNotBeDone(`${path}: a rule cannot be read: ${decoded.dropped.join("; ")}`);
  const mustNever = [...(scenario.mustNever ?? []), ...checked];
  return { ...answers, state: { ...answers.state, scenario: { ...scenario, mustNever } } };
}

function rulesOf(content: unknown): unknown {
  const { scenario } = (content ?? {}) as { scenario?: { mustNever?: unknown } };
  return scenario?.mustNever;
}

/** The work of answers and files with policies. Throws `CouldNotBeDone` if a policy is lost, unless it may be broken. */
function workOf(
  { state, from, at, notes }: Answers,
  files: readonly TextFile[],
  mayBeBroken: boolean,
): CommandWork {
  const { scenario, edits, ignored = {}, layers = [] } = state;
  const written = generate(scenario).map(
    (document): CommandDocument =>
      Object.hasOwn(edits, document.id)
        ? { ...document, text: edits[document.id] ?? "", from: "work" }
        : { ...document, from: "generated" },
  );
  const { policies, layers: imported, notes: unread } = policiesIn(files);
  const lost = mayBeBroken ? undefined : lostPolicy(scenario, written, files, policies);
  if (lost)
    throw new CouldNotBeDone(
      `${lost.path} has the name of a policy that “keyhole generate” writes, but there is no policy in it.`,
    );
  const { documents, notes: unmatched } = withPolicies(scenario, written, policies);
  const layerList = [...layers];
  for (const { isGuess: _, ...layer } of imported)
    layerList.push({ ...layer, id: newLayerId(layerList) });
  const fromFiles = documents.flatMap(({ id, text, from, further }) =>
    from === "files" && !further ? [[id, text] as const] : [],
  );
  return {
    scenario,
    documents,
    layerList,
    layers: layersFrom(layerList, scenario),
    ignored,
    answersFrom: from,
    ...(at === undefined ? {} : { at }),
    edits: { ...edits, ...Object.fromEntries(fromFiles) },
    notes: [...notes, ...unread, ...unmatched],
  };
}

/** The answers in a text; `undefined` if it has none. A damaged link or Keyhole file is an error. */
async function answersIn({ path, text }: TextFile): Promise<Answers | undefined> {
  if (isLink(text.trim())) {
    const link = text.trim();
    const decoded = await decodeState(link.slice(link.indexOf("#")));
    if (!decoded.ok) throw new CouldNotBeDone(`${path}: ${decoded.message}`);
    return { state: decoded.state, from: path, notes: droppedNotes(path, decoded.dropped) };
  }
  if (!isKeyholeFile(text) && posix.basename(path) !== answersFile) return undefined;
  const { at, file } = withoutAddress(text);
  const decoded = await decodeFile(file);
  if (!decoded.ok) throw new CouldNotBeDone(`${path}: ${decoded.message}`);
  const notes = droppedNotes(path, decoded.dropped);
  return { state: decoded.state, from: path, notes, ...(at === undefined ? {} : { at }) };
}

function droppedNotes(path: string, dropped: readonly string[]): readonly string[] {
  return dropped.map((what) => `${path}: not read: ${what}`);
}

/** `keyhole.json` may name the address where the page is hosted (`at`), which the page's own files do not have. */
function withoutAddress(text: string): { readonly at?: string; readonly file: string } {
  try {
    const { at, ...file } = JSON.parse(text.replace(/^\uFEFF/, ""));
    if (typeof at !== "string") return { file: text };
    return { ...(isAddress(at) ? { at } : {}), file: JSON.stringify(file) };
  } catch {
    return { file: text };
  }
}

/** Whether a text is the address of a page: http or https, without a fragment. */
export function isAddress(text: string): boolean {
  return /^https?:\/\/[^\s#"<>]+$/.test(text);
}

function answersOfPreset(id: string): Answers {
  const preset = presets.find((one) => one.id === id);
  if (!preset)
    throw new CouldNotBeDone(
      `There is no preset “${id}”. There are: ${presets.map((one) => one.id).join(", ")}.`,
    );
  return { state: { scenario: preset.scenario, edits: {} }, from: `the preset ${id}`, notes: [] };
}
