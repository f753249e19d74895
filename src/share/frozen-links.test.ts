import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodeState, type SharedState } from "#share";
import { dictionary } from "./dictionary.ts";

/**
 * Links as they were made once, with what they meant. They are in people's tickets and mails: a change that breaks one
 * belongs into a new version of the link, beside the old one. Add to the files, never change what is in them. (A new kind
 * of answer may have any value in them, hence `toMatchObject`.)
 */
type Frozen = { readonly what: string; readonly link: string; readonly state: SharedState };
const frozen = ["presets", "own-answers"].flatMap((name): Frozen[] =>
  JSON.parse(readFileSync(new URL(`./frozen-links/${name}.json`, import.meta.url), "utf8")),
);

describe("a link from long ago", () => {
  it.each(frozen)("still opens: $what", async ({ link, state }) => {
    const result = await decodeState(link);
    if (!result.ok) throw new Error(result.message);
    expect(result.dropped).toEqual([]);
    expect(result.state.scenario).toMatchObject(state.scenario);
    expect(result.state.edits).toEqual(state.edits);
    expect(result.state.documentId).toBe(state.documentId);
    expect(result.state.ignored).toEqual(state.ignored);
  });

  it("is packed against the same words for ever", () => {
    expect(createHash("sha256").update(dictionary).digest("hex")).toBe(
      "99dd0eab8af5b51e55d7f54af093b125379fc4a5ea2f5ffcc84b62d24c9e3610",
    );
  });
});
