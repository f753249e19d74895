import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type ExportedDocument, exportFiles } from "#export";
import { platformRole, type Scenario } from "#scenario";
import { answerOf } from "./fake-aws.ts";
import { type Account, addKey, emptyAccount } from "./fake-aws-account.ts";
import { type FakeAwsProgram, startFakeAws } from "./fake-aws-program.ts";

/** A folder with the export of an organization, and the accounts that `roll-out.sh` finds, by id. */
export class AccountsRoom {
  readonly folder = mkdtempSync(join(tmpdir(), "keyhole-accounts-"));
  readonly accounts = new Map<string, Account>();
  /** Calls that change something, by account, as the AWS CLI calls them: `create-role`. */
  readonly changes = new Map<string, string[]>();
  /** Called after each change. */
  onChange: () => void = () => undefined;
  #aws: FakeAwsProgram | undefined;

  constructor(scenario: Scenario, documents: readonly ExportedDocument[]) {
    for (const inner of ["bin", "cli"]) mkdirSync(join(this.folder, inner));
    for (const { path, text } of exportFiles("cli", scenario, documents))
      writeFileSync(join(this.folder, path), text);
    const platform = platformRole(scenario)?.arn;
    for (const { account, attachTo, region, name } of documents) {
      const its = this.accounts.get(account) ?? emptyAccount(account, scenario.partition);
      this.accounts.set(account, its);
      // The exports expect the platform's role.
      if (attachTo.to === "role" && attachTo.roleArn === platform)
        its.roles[name] = { arn: platform ?? "", trust: "{}", attached: [] };
      const keyId = attachTo.to === "key" ? attachTo.keyArn?.split("/")[1] : undefined;
      if (keyId !== undefined && region !== undefined)
        addKey(its, region, keyId, { policy: '{"Id":"former"}' });
    }
  }

  /** Starts what answers the scripts. */
  async open(): Promise<void> {
    this.#aws = await startFakeAws((caller, words) => {
      const asked = /^arn:aws:iam::(\d{12}):role\/Deploy$/.exec(
        words.find((word) => word.startsWith("--role-arn="))?.slice(11) ?? "",
      );
      // Credentials are of the account that they name.
      if (words[1] === "assume-role") return { status: 0, output: `${asked?.[1]}\ts\tt\n` };
      const account = this.accounts.get(caller);
      if (!account) return { status: 254, output: "\nAn error occurred (ExpiredToken)\n" };
      const answer = answerOf(account, words);
      if (answer.status === 0 && changing.test(words[1] ?? "")) {
        this.changes.set(caller, [...(this.changes.get(caller) ?? []), words[1] ?? ""]);
        this.onChange();
      }
      return answer;
    });
    const path = join(this.folder, "bin", "aws");
    writeFileSync(path, this.#aws.text('"${AWS_ACCESS_KEY_ID-}"'));
    chmodSync(path, 0o755);
  }

  /** Ends it and deletes the folder. */
  close(): void {
    this.#aws?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Starts `roll-out.sh` as a shell with a terminal does: in a process group that gets Ctrl-C. */
  start(...args: string[]) {
    const script = join(this.folder, "cli", "roll-out.sh");
    const child = spawn("bash", [script, "--role=Deploy", ...args], {
      env: { PATH: `${join(this.folder, "bin")}:${process.env.PATH}`, LC_ALL: "C.UTF-8" },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const outputs = Promise.all([text(child.stdout), text(child.stderr)]);
    const ended = once(child, "close").then(async ([status]) => {
      const [stdout, stderr] = await outputs;
      return { status, stdout, stderr };
    });
    return { ended, pressCtrlC: () => child.pid && process.kill(-child.pid, "SIGINT") };
  }
}

const changing = /^(create|put|update|delete|attach|detach|set|schedule|replicate)-/;
