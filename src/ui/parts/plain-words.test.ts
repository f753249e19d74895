import { expect, test } from "vitest";
import { lint, lintRules } from "#engine";
import { plainWords } from "./plain-words.ts";

test.each([
  ["write `kms:ReEncrypt*`", "write kms:ReEncrypt*"],
  ["`look up` is no Sid: write `LookUp`", "“look up” is no Sid: write LookUp"],
  ["`` never fits", "“” never fits"],
  ["write `*`: this key", "write *: this key"],
  ["`${aws:username}` stays plain text", "${aws:username} stays plain text"],
])("%s", (sentence, plain) => {
  expect(plainWords(sentence)).toBe(plain);
});

test("no message or fix of the linter keeps a backtick", () => {
  for (const { kinds, docs } of lintRules)
    for (const { message, fix } of lint(docs.failing, {
      kind: docs.kind ?? kinds[0] ?? "identity",
      account: "111111111111",
    }))
      expect(plainWords(`${message} / ${fix?.label ?? ""}`)).not.toContain("`");
});
