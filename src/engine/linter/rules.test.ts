import { describe, expect, test } from "vitest";
import { allServices } from "#policy/services";
import { underlinedByRule } from "#testing/linter/underlined-by-rule";
import { ownAccount } from "./examples.ts";
import { applyFix } from "./fix-all.ts";
import { createLinter } from "./linter.ts";
import { ruleIds } from "./rule-ids.ts";
import { rules } from "./rules.ts";

/** Kept, as the page keeps its linter. */
const { fixAll, lint } = createLinter(allServices);

test("each rule of the plan is there once", () => {
  expect(rules.map(({ id }) => id).toSorted()).toEqual(Object.keys(underlinedByRule).toSorted());
  expect(rules).toHaveLength(105);
});

test("the list of ids names every rule", () => {
  expect(ruleIds).toEqual(rules.map(({ id }) => id).toSorted());
});

/** White space folded, a long text cut in the middle. */
function shown(text: string): string {
  const folded = text.replaceAll(/\s+/g, " ");
  return folded.length <= 90 ? folded : `${folded.slice(0, 40)} … ${folded.slice(-20)}`;
}

describe.each(rules)("$id", ({ id, kinds, docs }) => {
  const kind = docs.kind ?? kinds[0] ?? "identity";
  const options = { kind, account: ownAccount };

  test("reports its failing example at the right place", () => {
    const found = lint(docs.failing, options).filter(({ rule }) => rule === id);
    const texts = found.map(({ start, end }) => shown(docs.failing.slice(start, end)));
    expect(texts).toEqual(underlinedByRule[id]);
  });

  test("marks no whole statement or document: every line would be underlined", () => {
    for (const { rule, start, end } of lint(docs.failing, options))
      if (rule === id) expect(docs.failing.slice(start, end)).not.toMatch(/^\{\s*\S{2}/);
  });

  test("does not report its passing example", () => {
    expect(lint(docs.passing, options).filter(({ rule }) => rule === id)).toEqual([]);
  });

  test("its passing example has no error", () => {
    const errors = lint(docs.passing, options).filter(({ severity }) => severity === "error");
    expect(errors).toEqual([]);
  });

  test("its fix takes the finding away and brings no new one", () => {
    const before = lint(docs.failing, options);
    const found = before.filter(({ rule }) => rule === id);
    for (const { fix } of found) {
      if (!fix) continue;
      const after = lint(applyFix(docs.failing, fix), options);
      expect(after.filter(({ rule }) => rule === id).length).toBeLessThan(found.length);
      const known = new Set(before.map(({ rule }) => rule));
      expect(after.filter(({ rule }) => !known.has(rule))).toEqual([]);
    }
  });

  test("fixing all of it does what its fixes do one by one", () => {
    let text = docs.failing;
    for (let rounds = 0; rounds < 20; rounds += 1) {
      const next = lint(text, options).find(({ rule, fix }) => rule === id && fix)?.fix;
      if (!next) break;
      text = applyFix(text, next);
    }
    const sizeOf = (written: string) => written.replaceAll(/\s/g, "");
    expect(sizeOf(fixAll(docs.failing, id, options))).toBe(sizeOf(text));
  });

  test("its messages begin small and end without a stop", () => {
    for (const { rule, message } of lint(docs.failing, options))
      if (rule === id) expect(message).toMatch(/^(`|[a-z]|AWS|IAM|KMS|EBS).*[^.]$/);
  });
});
