import { describe, expect, it } from "vitest";
import type { Status, StatusKind } from "./types.ts";
import { type WorkStatusInput, workStatusOf } from "./work-status.ts";

const verdict = (kind: StatusKind, example = false) => {
  const status: Status = {
    kind,
    example,
    title: "A title",
    detail: "Why.",
    sentence: "A sentence.",
  };
  const summary = { stepsWorking: 4, steps: 4 } as NonNullable<
    WorkStatusInput["verdict"]
  >["summary"];
  return { status, summary, steps: [] };
};

const nothing = { failed: false, verdict: verdict("proved") };
const answer = { path: "platform.account", name: "Platform: account", message: "it has 9 digits" };
const unreadable = { documentId: "t1/trust", title: "Trust policy", start: 3 };

describe("the one status of the work", () => {
  it.each<[string, WorkStatusInput, string, string]>([
    ["proved", nothing, "proved", "A title"],
    ["no verdict yet", { ...nothing, verdict: null }, "checking", "Checking"],
    [
      "an answer is half typed",
      { ...nothing, answer },
      "incomplete",
      "Incomplete: Platform: account: it has 9 digits",
    ],
    [
      "an answer and a document are wrong",
      { ...nothing, answer, unreadable },
      "incomplete",
      "Incomplete: Platform: account: it has 9 digits",
    ],
    [
      "a document is no JSON",
      { ...nothing, unreadable },
      "incomplete",
      "Incomplete: Trust policy is not valid JSON",
    ],
    ["the checker failed", { ...nothing, failed: true, answer }, "failed", "The checker failed"],
    [
      "example values that are proved",
      { ...nothing, verdict: verdict("proved", true) },
      "example",
      "Example: put in your accounts",
    ],
    [
      "example values that work",
      { ...nothing, verdict: verdict("works", true) },
      "example",
      "Example: put in your accounts",
    ],
    [
      "example values and an open abuse",
      { ...nothing, verdict: verdict("open", true) },
      "open",
      "A title",
    ],
  ])("%s", (_, input, kind, title) => {
    expect(workStatusOf(input)).toMatchObject({ kind, title });
  });

  it("says which earlier answer the documents show, and where to go", () => {
    expect(
      workStatusOf({ ...nothing, answer: { ...answer, shown: "111111111111" } }),
    ).toMatchObject({
      detail: "The documents show the last complete answer, 111111111111.",
      goTo: { question: "platform.account" },
    });
    expect(workStatusOf({ ...nothing, unreadable }).goTo).toEqual({
      documentId: "t1/trust",
      start: 3,
    });
  });

  it("says beside a worse status that values are examples", () => {
    expect(workStatusOf({ ...nothing, verdict: verdict("open", true) }).example).toBe(true);
  });
});
