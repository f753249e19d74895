/** 0: clean. 1: falls short. 2: could not be done. */
export type ExitCode = 0 | 1 | 2;

/**
 * What the command needs of the computer: files, standard input and output. The program has the real one
 * (`node-terminal.ts`), tests have one in memory.
 */
export interface Terminal {
  /** The text of a file in UTF-8. Rejects with `FileError` if there is none, or if it is larger than allowed. */
  readonly readFile: (path: string) => Promise<string>;
  /** The paths of the files below a folder, sorted, without hidden folders and node_modules. */
  readonly filesBelow: (folder: string) => Promise<readonly string[]>;
  readonly kindOf: (path: string) => Promise<"file" | "folder" | "nothing">;
  /** Makes the folders that the file needs. Replaces a file that is there as a whole: it is never half written. */
  readonly writeFile: (path: string, text: string) => Promise<void>;
  readonly readInput: () => Promise<string>;
  readonly out: (text: string) => void;
  /** Progress and errors: what is no result. */
  readonly say: (text: string) => void;
  /** Whether standard output is a terminal that shows colours, and NO_COLOR (no-color.org) is not set. */
  readonly colours: boolean;
  /** Whether standard error is a terminal, where a line can be replaced. */
  readonly isInteractive: boolean;
  /** Milliseconds since any moment, for progress. */
  readonly now: () => number;
  /** Today as `2026-11-28`, for reports. */
  readonly today: () => string;
  /** Now as `2026-11-28T16:00:00Z`: conditions on time are decided for it. */
  readonly moment: () => string;
}

/** The command could not be done: exit code 2. The message says what to change. */
export class CouldNotBeDone extends Error {}
