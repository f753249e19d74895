import { restoreLayers } from "#scenario";
import { editText } from "./edit-form.ts";
import { restoreScenario } from "./restore-scenario.ts";
import type { ForEachShared } from "./shared-members.ts";
import { type DecodedState, isDocumentId, type SharedState } from "./shared-state.ts";

/** More documents than a scenario can have. */
const maximumEdits = 20_000;
const maximumLosses = 100;

/** Rebuilds the state of an untrusted link or file: invalid values are dropped and named. Never throws. */
export async function restoreState(
  raw: ForEachShared<unknown>,
  unknown: Readonly<Record<string, unknown>>,
): Promise<DecodedState> {
  const { scenario, dropped } = restoreScenario(raw.scenario);
  const losses = [...dropped];
  const edits: [string, string][] = [];
  const forms = Object.entries(isRecord(raw.edits) ? raw.edits : {});
  if (forms.length > maximumEdits) losses.push(`edits after the first ${maximumEdits}`);
  for (const [id, form] of forms.slice(0, maximumEdits)) {
    const text = editText(form);
    if (text !== undefined && isDocumentId(id)) edits.push([id, text]);
    else losses.push(`edit of ${id.slice(0, 64)}`);
  }
  if (raw.edits !== undefined && !isRecord(raw.edits)) losses.push("edits");
  for (const name of Object.keys(unknown).slice(0, maximumLosses)) losses.push(name.slice(0, 64));
  let ignored: SharedState["ignored"];
  if (raw.ignored !== undefined) {
    const restored = (await import("./restore-ignored.ts")).restoreIgnored(raw.ignored);
    losses.push(...restored.dropped);
    if (Object.keys(restored.ignored).length > 0) ignored = restored.ignored;
  }
  const { documentId } = raw;
  const { layers, dropped: droppedLayers } = restoreLayers(raw.layers);
  losses.push(...droppedLayers);
  const restored: { readonly [Field in keyof SharedState]-?: SharedState[Field] | undefined } = {
    scenario,
    edits: Object.fromEntries(edits),
    documentId: typeof documentId === "string" && isDocumentId(documentId) ? documentId : undefined,
    ignored,
    layers: layers.length > 0 ? layers : undefined,
  };
  const given = Object.entries(restored).filter(([, value]) => value !== undefined);
  const state = Object.fromEntries(given) as unknown as SharedState;
  return { ok: true, state, dropped: losses.slice(0, maximumLosses) };
}

/** Whether a value is a JSON object: no list and not null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
