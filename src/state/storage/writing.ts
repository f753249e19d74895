import type { StoreApi } from "zustand/vanilla";
import type { GeneratedDocument } from "#generator";
import { accountsInRun, type Scenario } from "#scenario";
import { isWritten, takeWritten } from "../documents.ts";
import type { KeyholeState } from "../keyhole-state.ts";

/** Milliseconds to wait after a change: while the user types, the documents are not written. */
const writeAfter = 350;

/** Writes the documents of a large scenario, account by account. Returns `undefined` if it was stopped. */
export type Write = (
  scenario: Scenario,
  watch: {
    readonly onProgress: (done: number, of: number) => void;
    readonly signal: AbortSignal;
  },
) => Promise<readonly GeneratedDocument[] | undefined>;

/** Writes the documents of a large scenario after each change of its answers, with progress in the store. */
export function createWriting(keyhole: StoreApi<KeyholeState>, write: Write): void {
  let under: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const say = (
    status: "writing" | "stopped" | "failed",
    done = 0,
    of = accountsInRun(keyhole.getState().scenario),
  ) => keyhole.getState().writingIs({ status, done, of, stop, begin });

  const stop = () => {
    clearTimeout(timer);
    under?.abort();
    under = undefined;
    const { writing } = keyhole.getState();
    say("stopped", writing?.done, writing?.of);
  };

  const begin = () => {
    clearTimeout(timer);
    under?.abort();
    const mine = new AbortController();
    under = mine;
    const { scenario } = keyhole.getState();
    say("writing");
    const watch = {
      onProgress: (done: number, of: number) => under === mine && say("writing", done, of),
      signal: mine.signal,
    };
    write(scenario, watch).then(
      (documents) => {
        if (under !== mine) return;
        if (!documents) return stop();
        under = undefined;
        takeWritten(scenario, documents);
        keyhole.getState().writingIs(null, "arrived");
      },
      () => under === mine && say("failed"),
    );
  };

  const follow = ({ scenario, writing }: KeyholeState) => {
    clearTimeout(timer);
    if (isWritten(scenario)) {
      under?.abort();
      under = undefined;
      if (writing) keyhole.getState().writingIs(null);
      return;
    }
    under?.abort();
    under = undefined;
    say("writing");
    timer = setTimeout(begin, writeAfter);
  };
  keyhole.subscribe((now, before) => {
    if (now.scenario !== before.scenario) follow(now);
  });
  if (!isWritten(keyhole.getState().scenario)) begin();
}
