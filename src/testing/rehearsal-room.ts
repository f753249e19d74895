import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type ExportedDocument, exportFiles } from "#export";
import type { Scenario } from "#scenario";
import type { Answer } from "./fake-aws.ts";
import { type FakeAwsProgram, startFakeAws } from "./fake-aws-program.ts";

/** A call of the script: of an account's profile (its id) or of a role's session (its name). */
export interface RehearsedCall {
  readonly by: string;
  /** `ebs get-snapshot-block`. */
  readonly name: string;
}

/** A script's word for who calls: the session that its environment names. */
const caller = '"${AWS_ACCESS_KEY_ID-}"';

interface Made {
  readonly kind: string;
  readonly region: string;
  readonly tag: string;
  readonly hasBlock: boolean;
}

/** A folder with `rehearse.sh`, and the volumes and snapshots of the accounts that it finds. */
export class RehearsalRoom {
  readonly folder = mkdtempSync(join(tmpdir(), "keyhole-rehearsal-"));
  /** Volumes and snapshots by id. */
  readonly made = new Map<string, Made>();
  calls: RehearsedCall[] = [];
  /** The error code with which AWS refuses a call. */
  refusedWith: (name: string) => string | undefined = () => undefined;
  /** The signal that ends the script while AWS does a call. */
  killedAt: ((name: string) => NodeJS.Signals | undefined) | undefined;
  /** What AWS says of a volume or snapshot, if it is not ready. */
  stateOf: (id: string) => string | undefined = () => undefined;
  #aws: FakeAwsProgram | undefined;
  #kill: (signal: NodeJS.Signals) => void = () => undefined;
  #next = 1;

  constructor(scenario: Scenario, documents: readonly ExportedDocument[]) {
    for (const inner of ["bin", "cli"]) mkdirSync(join(this.folder, inner));
    for (const { path, text: content } of exportFiles("cli", scenario, documents))
      writeFileSync(join(this.folder, path), content);
  }

  /** Starts what answers the script. */
  async open(): Promise<void> {
    this.#aws = await startFakeAws((caller, words) => {
      const profile = words.find((word) => word.startsWith("--profile="))?.slice(10);
      const [service = "", operation = "", ...rest] = words.filter(
        (word) => !word.startsWith("--profile="),
      );
      const name = `${service} ${operation}`;
      this.calls.push({ by: profile ?? caller, name });
      const code = this.refusedWith(name);
      const answer = code === undefined ? this.#answer(name, profile, rest) : refusal(code);
      const signal = this.killedAt?.(name);
      if (signal) this.#kill(signal);
      return answer;
    });
    const bin = join(this.folder, "bin");
    writeFileSync(join(bin, "aws"), this.#aws.text(caller));
    writeFileSync(join(bin, "sleep"), "#!/bin/sh\n");
    for (const each of ["aws", "sleep"]) chmodSync(join(bin, each), 0o755);
  }

  /** Ends it and deletes the folder. */
  close(): void {
    this.#aws?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Whether the script keeps a list of what it could not delete. */
  get hasState(): boolean {
    return existsSync(join(this.folder, "cli", "rehearse.state"));
  }

  /** Runs the script with a profile for each account, named as the account. */
  async run(...args: string[]) {
    this.calls = [];
    const profiles = ["111111111111", "222222222222"].map((account) => `${account}=${account}`);
    const child = spawn("bash", [join(this.folder, "cli", "rehearse.sh"), ...args, ...profiles], {
      env: {
        ...{ PATH: `${join(this.folder, "bin")}:${process.env.PATH}`, LC_ALL: "C.UTF-8" },
        ...(this.killedAt ? {} : this.#aws?.asFunction(caller)),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#kill = (signal) => void child.kill(signal);
    const outputs = Promise.all([text(child.stdout), text(child.stderr)]);
    const [status] = await once(child, "close");
    const [stdout, stderr] = await outputs;
    return { status, stdout, stderr };
  }

  #answer(name: string, profile: string | undefined, words: readonly string[]): Answer {
    const option = (each: string) =>
      words.find((word) => word.startsWith(`--${each}=`))?.slice(each.length + 3) ?? "";
    const [, kind = ""] = /(volume|snapshot)/.exec(name) ?? [];
    const missing = kind === "volume" ? "InvalidVolume.NotFound" : "InvalidSnapshot.NotFound";
    const ids = option(`${kind}-ids`) || option(`${kind}-id`);
    const make = (hasBlock: boolean) => {
      const tag = /keyhole-rehearsal,Value=([^}\]]+)/.exec(words.join(" "))?.[1];
      if (tag === undefined) return refusal("UnauthorizedOperation");
      const id = `${kind === "volume" ? "vol" : "snap"}-${this.#next++}`;
      this.made.set(id, { kind, region: option("region"), tag, hasBlock });
      return said(id);
    };
    const named = [ids, option("source-snapshot-id"), option("snapshot-id"), option("volume-id")];
    const from = this.made.get(named.find((id) => id !== "") ?? "");
    switch (name) {
      case "sts get-caller-identity":
        return said(profile ?? "");
      case "sts assume-role":
        return said(`${option("role-arn").split("/").at(-1)}\tsecret\ttoken`);
      case "kms describe-key":
        return said(`arn:aws:kms:${option("region")}:222222222222:key/${option("key-id")}`);
      case "ec2 describe-availability-zones":
        return said(`${option("region")}a`);
      case "ebs start-snapshot":
        return make(true);
      case "ec2 create-snapshot":
      case "ec2 create-volume":
      case "ec2 copy-snapshot":
        return from ? make(from.hasBlock) : refusal(missing);
      case "ec2 describe-volumes":
      case "ec2 describe-snapshots": {
        const ready = kind === "volume" ? "available" : "completed\tNone";
        if (ids !== "") return from ? said(this.stateOf(ids) ?? ready) : refusal(missing);
        const tag = option("filters").split("Values=")[1];
        const found = [...this.made].filter(
          ([, its]) => its.kind === kind && its.tag === tag && its.region === option("region"),
        );
        return said(found.map(([id]) => id).join("\n"));
      }
      case "ec2 delete-volume":
      case "ec2 delete-snapshot":
        return this.made.delete(ids) ? said("") : refusal(missing);
      case "ebs list-snapshot-blocks":
        return said(from?.hasBlock ? "0\tTOKEN" : "None");
      case "ebs get-snapshot-block":
        return option("block-token") === "TOKEN" ? said("{}") : refusal("ValidationException");
      default:
        return said("{}");
    }
  }
}

function said(output: string): Answer {
  return { status: 0, output: `${output}\n` };
}

function refusal(code: string): Answer {
  return { status: 254, output: `\nAn error occurred (${code}) when calling an operation\n` };
}
