import fc from "fast-check";
import { expect, test } from "vitest";
import type { ScenarioDocument } from "#acquisition";
import { type GeneratedDocument, generate } from "#generator";
import { presets } from "#scenario";
import { createSubjectReceiver, createSubjectSender } from "./delta.ts";
import type { Subject } from "./types.ts";

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
      const sender = createSubjectSender();
      const receiver = createSubjectReceiver();
      moves.forEach(({ move, of, taken }, job) => {
        if (move === "ask") {
          expect(receiver.subject(structuredClone(sender.delta(of)))).toEqual(of);
          return;
        }
        sender.writing(job);
        receiver.wrote(structuredClone(of), job);
        if (taken) sender.wrote(of, job);
      });
    }),
    { numRuns: 500 },
  );
});

test("what was written there is not sent, and a keystroke sends one document", () => {
  const sender = createSubjectSender();
  const { scenario } = presets[0];
  sender.writing(1);
  sender.wrote({ scenario, documents }, 1);
  expect(sender.delta({ scenario, documents })).toEqual({
    writtenBy: 1,
    documents: { length: 6, changed: [] },
  });
  const typed = documents.map((one, index) => (index === 2 ? { ...one, text: "typed" } : one));
  const delta = sender.delta({ scenario, documents: typed });
  expect(delta).toEqual({ documents: { length: 6, changed: [[2, typed[2]]] } });
});

test("the same subject is the same object again", () => {
  const sender = createSubjectSender();
  const receiver = createSubjectReceiver();
  const asked = { scenario: presets[0].scenario, documents };
  const first = receiver.subject(structuredClone(sender.delta(asked)));
  expect(receiver.subject(structuredClone(sender.delta({ ...asked })))).toBe(first);
});
