import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type ExportedDocument, type ExportOptions, exportFiles } from "#export";
import type { Scenario } from "#scenario";
import { answerOf } from "./fake-aws.ts";
import { emptyAccount } from "./fake-aws-account.ts";
import { type FakeAwsProgram, startFakeAws } from "./fake-aws-program.ts";

/** What goes wrong with a call: AWS refuses it, refuses so many, or does it and its answer is lost. */
export type Fault = "refused" | "throttled" | "lost";

// The scripts run for real; their `aws` asks this process, which has an account for each room.
const rooms: ScriptRoom[] = [];
let aws: FakeAwsProgram | undefined;

/** Starts what answers the scripts; call before the first run. */
export async function openRooms(): Promise<void> {
  aws = await startFakeAws((number, command) => {
    const its = rooms[Number(number)];
    if (!its) throw new Error(`no room ${number}`);
    const fault = its.faultOf(its.calls.length, command);
    its.calls.push([...command]);
    if (fault === "refused") return { status: 254, output: "\nAn error occurred (AccessDenied)\n" };
    if (fault === "throttled") return { status: 254, output: "\nAn error occurred (Throttling)\n" };
    const answer = answerOf(
      its.account,
      command.map((word) => its.withFile(word)),
    );
    return fault === "lost" ? undefined : answer;
  });
}

/** Ends it and deletes the folders of all rooms. */
export function closeRooms(): void {
  aws?.close();
  for (const { folder } of rooms) rmSync(folder, { recursive: true, force: true });
  rooms.length = 0;
}

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
    const caller = String(rooms.indexOf(this));
    writeFileSync(join(bin, "aws"), aws?.text(caller) ?? "");
    writeFileSync(join(bin, "sleep"), "#!/bin/sh\n");
    for (const each of ["aws", "sleep"]) chmodSync(join(bin, each), 0o755);
    this.calls = [];
    const child = spawn(program, args, {
      cwd: join(this.folder, "elsewhere"),
      env: {
        ...{ PATH: `${bin}:${process.env.PATH}`, LC_ALL: "C.UTF-8" },
        ...aws?.asFunction(caller),
        "BASH_FUNC_sleep%%": "() { :; }",
      },
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
