#!/usr/bin/env node
import { nodeTerminal } from "./node-terminal.ts";
import { runCommand } from "./program.ts";

// A reader that closes the pipe early, for example `head`, needs no more.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});
process.exitCode = await runCommand(process.argv.slice(2), nodeTerminal());
