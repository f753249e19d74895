/** A browser that is running. */
export interface Browser {
  /** Opens a page in a profile that has never visited anything. */
  newProfile(): Promise<Driver>;
  /** Ends the browser and everything it started, and removes its profiles. */
  close(): Promise<void>;
}

/** One page: the few things that the protocol of each browser has to do. What a user does with them is in `user.ts`. */
export interface Driver {
  /** The folder that the browser saves files to. */
  readonly downloads: string;
  /** Goes to an address and waits for the load event. */
  open(address: string): Promise<void>;
  /** Reloads the page and waits for the load event. */
  reload(): Promise<void>;
  /** Runs a function in the page. It can use nothing from outside itself; what goes in and out is JSON. */
  run<Args extends readonly unknown[], Result>(
    inPage: (...args: Args) => Result,
    ...args: Args
  ): Promise<Result>;
  /** Runs the text of a classic script in the page. */
  load(script: string): Promise<void>;
  /** Presses and releases the left mouse button; in CSS pixels of the viewport. */
  clickAt(x: number, y: number): Promise<void>;
  /** Types a text, one key after the other. */
  type(text: string): Promise<void>;
  /** Presses the first keys and holds them while it presses the last. */
  press(...keys: Key[]): Promise<void>;
  /** A PNG of the viewport. */
  screenshot(): Promise<Uint8Array>;
  /** The errors of the console and the uncaught errors so far. */
  problems(): Promise<readonly string[]>;
  /** Closes the page and forgets its profile. */
  close(): Promise<void>;
}

/** One character, or a key by its name in the UI Events specification. */
export type Key =
  | "Control"
  | "Meta"
  | "Home"
  | "End"
  | "Enter"
  | "Tab"
  | "Backspace"
  | "ArrowLeft"
  | "ArrowDown"
  | "a"
  | "v";

/** Wide enough for all three parts side by side. */
export const viewport = { width: 1440, height: 1300 };
