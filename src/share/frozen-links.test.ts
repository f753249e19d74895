import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodeState, type SharedState } from "#share";

/**
 * Links as they were made once, with what they meant. They are in people's tickets and mails: a change that breaks one
 * belongs into a new version of the link, beside the old one. Add to the file, never change what is in it. (A new kind
 * of answer may have any value in them, hence `toMatchObject`.)
 */
const frozen: readonly { what: string; link: string; state: SharedState }[] = JSON.parse(
  readFileSync(new URL("./frozen-links.json", import.meta.url), "utf8"),
);

describe("a link from long ago", () => {
  it.each(frozen)("still opens: $what", async ({ link, state }) => {
    const result = await decodeState(link);
    if (!result.ok) throw new Error(result.message);
    expect(result.dropped).toEqual([]);
    expect(result.state.scenario).toMatchObject(state.scenario);
    expect(result.state.edits).toEqual(state.edits);
    expect(result.state.documentId).toBe(state.documentId);
  });
});
