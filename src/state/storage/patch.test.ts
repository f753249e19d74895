import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { patchBetween, patched } from "./patch.ts";

const json = fc.jsonValue({ maxDepth: 4 });

describe("the changes between two JSON values", () => {
  it("make the second of the first, after a journey as text, and change neither", () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        const texts = [before, after].map((value) => JSON.stringify(value));
        const patch: unknown = JSON.parse(JSON.stringify(patchBetween(before, after)));
        expect(patched(before, patch)).toEqual(JSON.parse(texts[1] ?? ""));
        expect([before, after].map((value) => JSON.stringify(value))).toEqual(texts);
      }),
    );
  });

  it("are none between equal values", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(patchBetween(value, JSON.parse(JSON.stringify(value)))).toEqual([]);
      }),
    );
  });

  it("are short for one account of thousands, changed, added or removed", () => {
    const accounts = Array.from({ length: 5_000 }, (_, index) => ({
      id: `t${index}`,
      keys: [{ id: `k${index}`, region: "eu-west-1" }],
    }));
    const others = [
      accounts.with(2_000, { id: "t2000", keys: [] }),
      accounts.toSpliced(2_000, 0, { id: "new", keys: [] }),
      accounts.toSpliced(2_000, 1),
    ];
    for (const after of others) {
      const patch = patchBetween(accounts, after);
      expect(JSON.stringify(patch).length).toBeLessThan(80);
      expect(patched(accounts, patch)).toEqual(after);
    }
  });

  it("leave members named `__proto__` members", () => {
    const after: unknown = JSON.parse('{"__proto__":{"polluted":true}}');
    const made = patched({}, JSON.parse(JSON.stringify(patchBetween({}, after))));
    expect(JSON.stringify(made)).toBe('{"__proto__":{"polluted":true}}');
    expect((made as { polluted?: true }).polluted).toBeUndefined();
  });

  it("from anyone are tried without a throw", () => {
    const path = fc.array(fc.oneof(fc.string(), fc.integer(), json), { maxLength: 3 });
    const patch = fc.oneof(json, fc.array(fc.oneof(json, fc.tuple(path, json, json, json, json))));
    fc.assert(
      fc.property(json, patch, (before, changes) => {
        patched(before, changes);
      }),
    );
  });
});
