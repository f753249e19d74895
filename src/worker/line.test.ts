import { describe, expect, it, vi } from "vitest";
import { generate } from "#generator";
import { defaultScenario } from "#scenario";
import { CheckerFailed, createChecker } from "./client.ts";

// There is no Worker here: the checker works in the page, and its code is fetched when it is first asked.
const host = vi.hoisted(() => ({ isDown: true }));
vi.mock("./entry.ts?worker&url", () => ({
  get default() {
    return host.isDown ? "/src/worker/absent.ts" : "/src/worker/entry.ts";
  },
}));

describe("a checker whose code cannot be fetched", () => {
  it("fails every question instead of leaving it open, and answers the next one once the code is there", async () => {
    const checker = createChecker();
    const subject = {
      scenario: defaultScenario,
      documents: generate(defaultScenario),
    };
    const request = { principal: "*", action: "kms:Decrypt", resource: "*" };
    const both = [checker.verify(subject), checker.ask(subject, request)];
    for (const answer of both) await expect(answer).rejects.toBeInstanceOf(CheckerFailed);
    host.isDown = false;
    expect((await checker.verify(subject))?.steps.length).toBeGreaterThan(0);
  });
});
