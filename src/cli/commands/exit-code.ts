/** 0: clean. 1: falls short. 2: could not be done. */
export type ExitCode = 0 | 1 | 2;
