import type { Terminal } from "../terminal.ts";

/** Shorter work shows no progress. Milliseconds. */
const quietFor = 1_000;
/** Between two texts in a terminal, and between two lines of a log. Milliseconds. */
const interval = { terminal: 200, log: 10_000 };

/** Says how far a work is. */
export interface Progress {
  /** Says it if it is time to: in a terminal in one line that changes, else in a line now and then. */
  readonly say: (what: string, done: number, of: number) => void;
  /** Removes the line of a terminal. */
  readonly end: () => void;
}

/** Progress on standard error. `isQuiet`: says nothing. */
export function createProgress(terminal: Terminal, isQuiet: boolean): Progress {
  const { isInteractive, now, say } = terminal;
  const each = isInteractive ? interval.terminal : interval.log;
  let next = now() + (isInteractive ? quietFor : interval.log);
  let shown = "";
  const clear = () => {
    if (shown !== "") say(`\r${" ".repeat(shown.length)}\r`);
    shown = "";
  };
  return {
    say: (what, done, of) => {
      if (isQuiet || now() < next) return;
      next = now() + each;
      const text = `${what}: ${done} of ${of}`;
      if (!isInteractive) {
        say(`${text}\n`);
        return;
      }
      clear();
      shown = text;
      say(text);
    },
    end: clear,
  };
}
