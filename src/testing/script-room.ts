import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type ExportedDocument, type ExportOptions, exportFiles } from "#export";
import type { Scenario } from "#scenario";
import { answerOf } from "./fake-aws.ts";
import { emptyAccount } from "./fake-aws-account.ts";

/** What goes wrong with a call: AWS refuses it, refuses so many, or does it and its answer is lost. */
export type Fault = "refused" | "throttled" | "lost";

// The scripts run for real; their `aws` asks this server, which has an account for each room.
const rooms: ScriptRoom[] = [];
const server = createServer((socket) => {
  let received = "";
  socket.setEncoding("utf8").on("data", (more: string) => {
    received += more;
    const [count = "", ...parts] = received.split("\0");
    if (parts.length <= Number(count)) return;
    const [number = "", ...command] = parts.slice(0, Number(count));
    const its = rooms[Number(number)];
    if (!its) throw new Error(`no room ${number}`);
    const fault = its.faultOf(its.calls.length, command);
    its.calls.push(command);
    if (fault === "refused") return socket.end("254\nAn error occurred (AccessDenied)\n");
    if (fault === "throttled") return socket.end("254\nAn error occurred (Throttling)\n");
    const words = command.map((word) => its.withFile(word));
    const { status, output } = answerOf(its.account, words);
    if (fault === "lost") return socket.destroy();
    return socket.end(`${status}\n${output}`);
  });
});

/** Starts the server that answers the scripts; call before the first run. */
export function openRooms(): Promise<void> {
  return new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
}

/** Ends the server and deletes the folders of all rooms. */
export function closeRooms(): void {
  server.close();
  for (const { folder } of rooms) rmSync(folder, { recursive: true, force: true });
  rooms.length = 0;
}

const client = (number: number) => `#!/usr/bin/env bash
set -- ${number} "$@"
exec 3<>/dev/tcp/127.0.0.1/${(server.address() as AddressInfo).port}
printf '%s\\0' "$#" "$@" >&3
if ! IFS= read -r status <&3 2>/dev/null; then
  echo "Connection was closed before we received a valid response" >&2
  exit 255
fi
IFS= read -r -d '' output <&3 || true
[ "$status" = 0 ] || exec >&2
printf %s "$output"
exit "$status"
`;

const changing = /^(create|put|update|delete|attach|detach|set|schedule|replicate|revoke)-/;

/** A folder with an export of scripts, and the account that they find. */
export class ScriptRoom {
  readonly folder = mkdtempSync(join(tmpdir(), "keyhole-cli-"));
  readonly name;
  readonly account;
  calls: string[][] = [];
  /** What goes wrong with the call of this number in a run, counted from 0. */
  faultOf: (number: number, words: readonly string[]) => Fault | undefined = () => undefined;

  constructor(
    scenario: Scenario,
    documents: readonly ExportedDocument[],
    options: ExportOptions = {},
    name = "222222222222",
  ) {
    this.name = name;
    this.account = emptyAccount(name, scenario.partition);
    for (const inner of ["bin", "cli", "elsewhere"]) mkdirSync(join(this.folder, inner));
    for (const { path, text } of exportFiles("cli", scenario, documents, options))
      writeFileSync(join(this.folder, path), text);
    rooms.push(this);
  }

  get backup(): string {
    return join(this.folder, "cli", "backup", this.name);
  }

  /** What the CLI reads in place of `file://NAME`. */
  withFile(word: string): string {
    const name = /^file:\/\/(.*)$/.exec(word)?.[1];
    return name === undefined ? word : readFileSync(join(this.folder, "elsewhere", name), "utf8");
  }

  /** Runs a script of the account. */
  run(name: "" | "-rollback" | "-take-back", ...args: string[]) {
    return this.start("bash", join(this.folder, "cli", `${this.name}${name}.sh`), ...args);
  }

  /** Runs commands, a line each, in the folder `elsewhere`; ends at the first that fails. */
  runLines(lines: readonly string[]) {
    return this.start("sh", "-ec", lines.join("\n"));
  }

  private async start(program: string, ...args: string[]) {
    const bin = join(this.folder, "bin");
    writeFileSync(join(bin, "aws"), client(rooms.indexOf(this)));
    writeFileSync(join(bin, "sleep"), "#!/bin/sh\n");
    for (const each of ["aws", "sleep"]) chmodSync(join(bin, each), 0o755);
    this.calls = [];
    const child = spawn(program, args, {
      cwd: join(this.folder, "elsewhere"),
      env: { PATH: `${bin}:${process.env.PATH}`, LC_ALL: "C.UTF-8" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const outputs = Promise.all([text(child.stdout), text(child.stderr)]);
    const [status] = await once(child, "close");
    const [stdout, stderr] = await outputs;
    const changes = this.calls.filter(
      (words) => changing.test(words[1] ?? "") && !words.includes("--dry-run"),
    );
    return { status, stdout, stderr, calls: this.calls, changes };
  }
}
