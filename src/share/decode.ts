import { fromBase64Url, isDeeperThan } from "#policy";
import { presets } from "#scenario";
import { patched } from "./difference.ts";
import { isRecord, restoreState } from "./restore-state.ts";
import { fieldsFrom } from "./shared-members.ts";
import {
  type DecodedState,
  type DecodeFailure,
  largeFragment,
  linkVersion,
  maximumFragmentLength,
  maximumPayloadDepth,
} from "./shared-state.ts";

const messages: Readonly<Record<DecodeFailure, string>> = {
  empty: "There is no link to open.",
  foreign: "The part of the address after # is not a Keyhole link.",
  large: "This work is too large for a link. Ask for it as a .keyhole.json file.",
  broken: "The link is incomplete or was changed. Copy the whole link again.",
  newer: "The link is from a newer version of Keyhole. Reload the page, then open the link again.",
  "too-large":
    "The link is larger than Keyhole can open. Ask for the work as a .keyhole.json file.",
};

/**
 * Decodes the fragment of a link, with or without its `#`. The link is untrusted: every value is checked, invalid ones
 * are dropped and named, and size and depth are bounded. Never throws.
 */
export async function decodeState(fragment: string): Promise<DecodedState> {
  const text = fragment.startsWith("#") ? fragment.slice(1) : fragment;
  if (text === "") return failure("empty");
  if (text === largeFragment) return failure("large");
  if (text.length > maximumFragmentLength) return failure("too-large");
  const [, version, rest] = /^([1-9]\d{0,5})\.(.*)$/s.exec(text) ?? [];
  if (version === undefined || rest === undefined) return failure("foreign");
  if (Number(version) > linkVersion) return failure("newer");
  const dot = rest.indexOf(".");
  const id = dot < 0 ? rest : rest.slice(0, dot);
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(id)) return failure("broken");
  const preset = presets.find((candidate) => candidate.id === id);
  if (!preset) return failure("newer");
  if (dot < 0) return { ok: true, state: { scenario: preset.scenario, edits: {} }, dropped: [] };
  const payload = await payloadOf(rest.slice(dot + 1));
  if (typeof payload === "string") return failure(payload);
  const { raw, unknown } = fieldsFrom("link", payload);
  return restoreState({ ...raw, scenario: patched(preset.scenario, raw.scenario) }, unknown);
}

function failure(reason: DecodeFailure): DecodedState {
  return { ok: false, reason, message: messages[reason] };
}

async function payloadOf(text: string): Promise<Record<string, unknown> | "broken" | "too-large"> {
  const { unpack } = await import("./packing.ts");
  const bytes = fromBase64Url(text);
  const unpacked = bytes ? unpack(bytes) : "broken";
  if (typeof unpacked === "string") return unpacked;
  if (isDeeperThan(unpacked.text, maximumPayloadDepth)) return "broken";
  try {
    const payload: unknown = JSON.parse(unpacked.text);
    return isRecord(payload) ? payload : "broken";
  } catch {
    return "broken";
  }
}
