import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchInput } from "./input-pause.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("late work waits while the user drags or types, and begins a second after the last input", async () => {
  const page = new EventTarget();
  const pauseOfInput = watchInput(page as unknown as Window);
  page.dispatchEvent(new Event("pointermove"));
  const begin = vi.fn();
  void pauseOfInput().then(begin);
  for (let moves = 0; moves < 5; moves += 1) {
    await vi.advanceTimersByTimeAsync(900);
    page.dispatchEvent(new Event(moves % 2 === 0 ? "pointermove" : "keydown"));
  }
  await vi.advanceTimersByTimeAsync(900);
  expect(begin).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(200);
  expect(begin).toHaveBeenCalled();
});

test("late work begins at once if the user does nothing", async () => {
  const begin = vi.fn();
  void watchInput(new EventTarget() as unknown as Window)().then(begin);
  await vi.advanceTimersByTimeAsync(0);
  expect(begin).toHaveBeenCalled();
});
