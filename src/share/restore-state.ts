import { editText } from "./edit-form.ts";
import { restoreScenario } from "./restore-scenario.ts";
import { type DecodedState, isDocumentId } from "./shared-state.ts";

/** More documents than a scenario can come to. */
const maximumEdits = 20_000;
const maximumLosses = 100;

/** A state as it came from outside, its members under the names that they have here. */
export interface RawState {
  readonly scenario: unknown;
  readonly edits: unknown;
  readonly documentId: unknown;
  readonly ignored: unknown;
  /** Members that nobody knows. */
  readonly unknown: Readonly<Record<string, unknown>>;
}

/** The state of a link or file, whoever wrote it: what is not valid is dropped and named. Never throws. */
export async function restoreState(raw: RawState): Promise<DecodedState> {
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
  for (const name of Object.keys(raw.unknown).slice(0, maximumLosses))
    losses.push(name.slice(0, 64));
  let ignored = {};
  if (raw.ignored !== undefined) {
    const restored = (await import("./restore-ignored.ts")).restoreIgnored(raw.ignored);
    losses.push(...restored.dropped);
    if (Object.keys(restored.ignored).length > 0) ignored = { ignored: restored.ignored };
  }
  const { documentId } = raw;
  const opensOn = typeof documentId === "string" && isDocumentId(documentId) ? { documentId } : {};
  const state = { scenario, edits: Object.fromEntries(edits), ...opensOn, ...ignored };
  return { ok: true, state, dropped: losses.slice(0, maximumLosses) };
}

/** Whether a value is a JSON object: no list and not null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
