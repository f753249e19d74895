import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { generate } from "#generator";
import { crossAccount } from "#testing/example-scenario";
import { exportFiles } from "../index.ts";

const folder = mkdtempSync(join(tmpdir(), "keyhole-accounts-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const platform = crossAccount.platform.account;
const others = Array.from({ length: 4 }, (_, index) => String(222222222222 + index));

/** Says which account it runs for; fails for those that `failing` lists. */
const accountScript = `account=$(aws sts get-caller-identity)
echo "\${0##*/} $* as $account" >>"$CALLS"
case $(<"$FAILING") in *"$account"*) echo "error: no" >&2 && exit 1 ;; esac
`;
/** Credentials are of the account that they name. A function, where bash knows it: a call then starts no program. */
const aws = `() {
  local each
  case "$1 $2" in
    "sts get-caller-identity") echo "\${AWS_ACCESS_KEY_ID:-\${AWS_PROFILE:-999999999999}}" ;;
    "sts assume-role")
      for each; do
        if [[ $each =~ ^--role-arn=arn:aws:iam::(.*):role/Deploy$ ]]; then
          printf '%s\\ts\\tt\\n' "\${BASH_REMATCH[1]}"
        fi
      done
      ;;
  esac
}`;

function room() {
  const own = mkdtempSync(join(folder, "room-"));
  const cli = join(own, "cli");
  mkdirSync(cli);
  for (const { path, text } of exportFiles("cli", crossAccount, generate(crossAccount)))
    writeFileSync(join(own, path), text);
  for (const account of [platform, ...others])
    for (const end of ["", "-rollback"])
      writeFileSync(join(cli, `${account}${end}.sh`), accountScript);
  writeFileSync(join(cli, "accounts.txt"), `# all\r\n${[...others, platform].join("\r\n")}\r\n`);
  writeFileSync(join(own, "aws"), `#!/usr/bin/env bash\naws${aws}\naws "$@"\n`);
  chmodSync(join(own, "aws"), 0o755);
  const calls = join(own, "calls");
  const failing = join(own, "failing");
  return (args: readonly string[], fail: readonly string[] = []) => {
    writeFileSync(calls, "");
    writeFileSync(failing, fail.join("\n"));
    const { status, stdout, stderr } = spawnSync("bash", [join(cli, "roll-out.sh"), ...args], {
      cwd: own,
      encoding: "utf8",
      env: {
        ...{ PATH: `${own}:${process.env.PATH}`, "BASH_FUNC_aws%%": aws },
        ...{ CALLS: calls, FAILING: failing },
      },
    });
    return {
      status,
      stdout,
      stderr,
      calls: readFileSync(calls, "utf8").split("\n").filter(Boolean),
    };
  };
}

it("goes over all accounts, stops after so many failures, goes on, and rolls back", () => {
  const run = room();
  const apply = ["--apply", "--role=Deploy", "--parallel=1", "--stop-after=2"];
  const [one = "", two = "", three = ""] = others;

  const first = run(apply, [two, three]);
  expect(first.status).toBe(1);
  // The platform's account first; none is begun after the second failure.
  expect(first.calls).toEqual(
    [platform, one, two, three].map((account) => `${account}.sh --apply as ${account}`),
  );
  expect(first.stdout).toContain("2 done, 2 failed, 1 not begun");
  expect(first.stdout).toContain(`${two}  failed     error: no`);

  const second = run(apply);
  expect(second.calls).toHaveLength(3);
  expect(second.stdout).toContain("5 done, 0 failed, 0 not begun");
  expect(run(apply).calls).toEqual([]);

  const back = run(["--rollback", "--apply", "--role=Deploy"]);
  expect(back.calls.at(-1)).toBe(`${platform}-rollback.sh --apply as ${platform}`);
  expect(back.calls).toHaveLength(5);
  expect(run(apply).calls).toHaveLength(5);
});

it("begins no target where the platform’s account fails, and changes nothing without --apply", () => {
  const run = room();
  const failed = run(["--role=Deploy"], [platform]);
  expect(failed.calls).toEqual([`${platform}.sh  as ${platform}`]);
  expect(failed.stderr).toContain("the others wait for it");
  expect(run(["--apply", "--parallel=0"]).status).toBe(2);
});
