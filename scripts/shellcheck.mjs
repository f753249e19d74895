// @ts-check
import { spawnSync } from "node:child_process";
import { installDebian } from "./debian.mjs";

/** Whether a ShellCheck starts here: found, or else installed. The tests of exported scripts need it. */
export async function provideShellCheck() {
  if (starts()) return true;
  console.log("No ShellCheck starts here: installing the system's");
  await installDebian("shellcheck");
  return starts();
}

function starts() {
  return spawnSync("shellcheck", ["--version"]).status === 0;
}
