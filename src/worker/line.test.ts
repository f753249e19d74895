import { describe, expect, it } from "vitest";
import { generate } from "#generator";
import { defaultScenario } from "#scenario";
import { CheckerFailed, createChecker } from "./client.ts";
import { createDesk } from "./desk.ts";

describe("a checker whose code cannot be fetched", () => {
  it("fails every question instead of leaving it open, and answers the next one once the code is there", async () => {
    // There is no Worker here: the checker works in the page, and its code is loaded when it is first asked.
    let isDown = true;
    const checker = createChecker(async () => {
      if (isDown) throw new TypeError("Failed to fetch dynamically imported module");
      return createDesk;
    });
    const subject = {
      scenario: defaultScenario,
      documents: generate(defaultScenario),
    };
    const request = { principal: "*", action: "kms:Decrypt", resource: "*" };
    const both = [checker.verify(subject), checker.ask(subject, request)];
    for (const answer of both) await expect(answer).rejects.toBeInstanceOf(CheckerFailed);
    isDown = false;
    expect((await checker.verify(subject))?.steps.length).toBeGreaterThan(0);
  });
});
