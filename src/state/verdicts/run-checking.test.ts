import { expect, it } from "vitest";
import { oneAtATime } from "./run-checking.ts";

/** Calls that end when the test says so. */
function calls() {
  const begun: {
    name: string;
    isOvertaken: () => boolean;
    end: (result: string) => void;
    fail: () => void;
  }[] = [];
  const call = oneAtATime(
    (isOvertaken, name: string) =>
      new Promise<string>((resolve, reject) => {
        begun.push({ name, isOvertaken, end: resolve, fail: () => reject(new Error(name)) });
      }),
  );
  return { call, begun };
}

it("begins only the newest of the calls that waited", async () => {
  const { call, begun } = calls();
  const answers = ["a", "b", "c"].map((name) => call(name));
  expect(await answers[1]).toBeUndefined();
  begun[0]?.end("answer to a");
  expect(await answers[0]).toBe("answer to a");
  begun[1]?.end("answer to c");
  expect(await answers[2]).toBe("answer to c");
  expect(begun.map(({ name }) => name)).toEqual(["a", "c"]);
});

it("a running call is told that another one waits, and the newest is not", async () => {
  const { call, begun } = calls();
  const first = call("a");
  expect(begun[0]?.isOvertaken()).toBe(false);
  const second = call("b");
  expect(begun[0]?.isOvertaken()).toBe(true);
  begun[0]?.end("answer to a");
  await first;
  expect(begun[1]?.isOvertaken()).toBe(false);
  begun[1]?.end("answer to b");
  await second;
});

it("goes on after a call that failed", async () => {
  const { call, begun } = calls();
  const first = call("a");
  const second = call("b");
  begun[0]?.fail();
  await expect(first).rejects.toThrow("a");
  begun[1]?.end("answer to b");
  expect(await second).toBe("answer to b");
});
