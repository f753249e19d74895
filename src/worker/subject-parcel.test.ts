import fc from "fast-check";
import { expect, test } from "vitest";
import type { ScenarioDocument } from "#acquisition";
import { type GeneratedDocument, generate } from "#generator";
import { presets } from "#scenario";
import type { Subject } from "#verdict";
import { createSubjectPacker, createSubjectUnpacker } from "./subject-parcel.ts";

const template = generate(presets[0].scenario)[0] as GeneratedDocument;
/** Few objects, so that the same come back as they do after an undo. */
const documents: readonly ScenarioDocument[] = Array.from({ length: 6 }, (_, index) => ({
  ...template,
  text: `${index}`,
}));
const subject: fc.Arbitrary<Subject> = fc.record({
  scenario: fc.constantFrom(...presets.slice(0, 3).map(({ scenario }) => scenario)),
  documents: fc.array(fc.constantFrom(...documents), { maxLength: 4 }),
});

/** `write` ends at the worker; whether the page takes it, or had stopped it by then, is `taken`. */
const move = fc.oneof(
  { weight: 3, arbitrary: subject.map((of) => ({ move: "ask" as const, of, taken: false })) },
  fc.record({ move: fc.constant("write" as const), of: subject, taken: fc.boolean() }),
);

test("a worker always has the subject that it is asked about", () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 12 }), (moves) => {
      const packer = createSubjectPacker();
      const unpacker = createSubjectUnpacker();
      moves.forEach(({ move, of, taken }, labour) => {
        if (move === "ask") {
          expect(unpacker.unpack(structuredClone(packer.pack(of)))).toEqual(of);
          return;
        }
        packer.writes(labour);
        unpacker.have(structuredClone(of), labour);
        if (taken) packer.have(of, labour);
      });
    }),
    { numRuns: 500 },
  );
});

test("what was written there is not sent, and a keystroke sends one document", () => {
  const packer = createSubjectPacker();
  const { scenario } = presets[0];
  packer.writes(1);
  packer.have({ scenario, documents }, 1);
  expect(packer.pack({ scenario, documents })).toEqual({ written: 1, length: 6, changed: [] });
  const typed = documents.map((one, index) => (index === 2 ? { ...one, text: "typed" } : one));
  const parcel = packer.pack({ scenario, documents: typed });
  expect(parcel).toEqual({ length: 6, changed: [[2, typed[2]]] });
});

test("the same subject is the same object again", () => {
  const packer = createSubjectPacker();
  const unpacker = createSubjectUnpacker();
  const asked = { scenario: presets[0].scenario, documents };
  const first = unpacker.unpack(structuredClone(packer.pack(asked)));
  expect(unpacker.unpack(structuredClone(packer.pack({ ...asked })))).toBe(first);
});
