import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { saveScript } from "./project.ts";

const folder = mkdtempSync(join(tmpdir(), "keyhole-save-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A stand-in for the AWS CLI: answers as KMS would, and runs nothing else. */
const aws = `#!/usr/bin/env bash
case "$1 $2" in
  "sts get-caller-identity") echo 222222222222 ;;
  "kms describe-key") echo "id-of-$6" ;;
  "kms get-key-policy") printf '{ "Sid" : "it%ss $(id) of %s" }\\n' "'" "$6" ;;
  "kms list-resource-tags") echo '[{"key":"a","value":"b c"}]' ;;
  *) echo "unexpected: $*" >&2; exit 9 ;;
esac
`;

function run(name: string) {
  mkdirSync(join(folder, "keys"), { recursive: true });
  const keys = "KeyOne\tAWS::KMS::Key\tmrk-1\nKeyTwo\tAWS::KMS::Key\talias/prod/ebs\n";
  writeFileSync(join(folder, "keys", `${name}.keys`), keys);
  writeFileSync(join(folder, "aws"), aws, { mode: 0o755 });
  execFileSync("bash", ["-s", name, "us-east-1"], {
    cwd: folder,
    input: saveScript,
    env: { PATH: `${folder}:${process.env.PATH}` },
    stdio: "pipe",
  });
  return (file: string) => JSON.parse(readFileSync(join(folder, "present", name, file), "utf8"));
}

describe("save-keys.sh", () => {
  it("saves what each key has, and which key is which resource", () => {
    const saved = run("222222222222-us-east-1");
    expect(saved("resources.json")).toEqual({
      KeyOne: { KeyId: "id-of-mrk-1" },
      KeyTwo: { KeyId: "id-of-alias/prod/ebs" },
    });
    expect(saved("KeyOne.policy.json")).toEqual({ Sid: "it's $(id) of id-of-mrk-1" });
    expect(saved("KeyTwo.tags.json")).toEqual([{ key: "a", value: "b c" }]);
  });

  it("does nothing with the credentials of another account", () => {
    expect(() => run("333333333333-us-east-1")).toThrow(/of account 333333333333, but your/);
  });
});
