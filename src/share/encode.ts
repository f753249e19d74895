import { toBase64Url } from "#policy";
import { type Preset, presets, type Scenario } from "#scenario";
import { differenceFrom } from "./difference.ts";
import { editForms } from "./edit-form.ts";
import { membersFor } from "./shared-members.ts";
import { linkVersion, type SharedState } from "./shared-state.ts";

/**
 * Encodes a state as the fragment of a link, without `#`: the version, the id of the nearest preset, and the compressed
 * difference from it: `1.cross-account`, `1.cross-account.AbC…`. The same state gives the same text. Returns a promise,
 * because the compression is loaded when needed.
 */
export async function encodeState(state: SharedState): Promise<string> {
  const { preset, difference } = nearestPreset(state.scenario);
  const payload = membersFor("link", {
    scenario: difference,
    edits: editForms(state.edits),
    documentId: state.documentId,
    ignored: state.ignored,
    layers: state.layers,
  });
  const start = `${linkVersion}.${preset.id}`;
  if (Object.keys(payload).length === 0) return start;
  // Most code of a link is for compression, and the page is usable without it.
  const { pack } = await import("./packing.ts");
  return `${start}.${toBase64Url(pack(JSON.stringify(payload)))}`;
}

/** The preset with the smallest difference. */
function nearestPreset(scenario: Scenario): { preset: Preset; difference: unknown } {
  // Targets after the first differ from the one before them, not from the preset, so they do not count here.
  const head = { ...scenario, targets: scenario.targets.slice(0, 1) };
  let nearest = presets[0];
  let least = Number.POSITIVE_INFINITY;
  for (const preset of presets) {
    const length = JSON.stringify(differenceFrom(preset.scenario, head) ?? "").length;
    if (length >= least) continue;
    nearest = preset;
    least = length;
  }
  return { preset: nearest, difference: differenceFrom(nearest.scenario, scenario) };
}
