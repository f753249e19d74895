#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { nodeTerminal } from "./node-terminal.ts";
import { runCommand } from "./program.ts";

// Most commands end before V8's optimizing compiler has paid for itself: a single check takes a third more CPU with it than
// without. Eight times V8's own number lets it begin later, so that a run of a thousand accounts is optimized all the same.
setFlagsFromString("--interrupt-budget=540672");

// A reader that closes the pipe early, for example `head`, needs no more.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});
process.exitCode = await runCommand(process.argv.slice(2), nodeTerminal());
