import { expect, onTestFinished, test } from "vitest";
import { compareAnswers } from "#evidence";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { RehearsalRoom } from "#testing/rehearsal-room";

const preset = (id: string) => presets.find((one) => one.id === id)?.scenario as Scenario;
/** Keyhole writes EC2's and EBS's permissions, so that it decides each call. */
const ebsDirect: Scenario = { ...preset("cross-account"), ec2Permissions: { kind: "written" } };

/** A multi-Region key of the platform's own account: the snapshot is copied to the replica, without a temporary key. */
function ownReplicated(): Scenario {
  const [target] = preset("cross-region").targets;
  const [key] = preset("multi-region").targets[0]?.keys ?? [];
  if (!target || !key) throw new Error("a preset has no key");
  return { ...preset("cross-region"), targets: [{ ...target, keys: [key] }] };
}

async function roomOf(scenario: Scenario) {
  const documents = generate(scenario);
  const room = new RehearsalRoom(scenario, documents);
  onTestFinished(() => room.close());
  await room.open();
  const compared = (text: string) => {
    const answers = compareAnswers(text, scenario, documents);
    if (!answers.ok) throw new Error(answers.message);
    return answers;
  };
  return { room, compared };
}

test("without --run the script says what it would do, and makes no call but one for the account", async () => {
  const { room } = await roomOf(ebsDirect);
  const { status, stdout } = await room.run();
  expect(status).toBe(0);
  expect(stdout).toContain("would make a volume of 1 GiB");
  expect(stdout).toContain("ebs:GetSnapshotBlock");
  expect(new Set(room.calls.map(({ name }) => name))).toEqual(new Set(["sts get-caller-identity"]));
});

test("AWS lets each call of the run through as its role: the decisions agree, and nothing is left", async () => {
  const { room, compared } = await roomOf(ebsDirect);
  const { status, stdout } = await room.run("--run");
  const { from, calls, notAsked } = compared(stdout);
  expect({ status, from, notAsked }).toEqual({ status: 0, from: "rehearsal", notAsked: [] });
  expect(calls.map(({ id }) => id.split("/").at(-1))).toEqual([
    "sts:AssumeRole",
    "kms:DescribeKey",
    "kms:ListAliases",
    "ec2:DescribeInstances",
    "ec2:DescribeVolumes",
    "ec2:CreateSnapshot",
    "ec2:DescribeSnapshots",
    "ebs:ListSnapshotBlocks",
    "ebs:ListChangedBlocks",
    "ebs:GetSnapshotBlock",
  ]);
  expect(calls.filter(({ agrees }) => agrees !== true)).toEqual([]);
  const reader = room.calls.find(({ name }) => name === "ebs get-snapshot-block")?.by;
  expect(reader).toBe("CadoResponseCrossAccountRole");
  expect([...room.made.keys(), room.hasState]).toEqual([false]);
});

test("a refused call is named and differs from the decision; what needs it is not asked; nothing is left", async () => {
  const { room, compared } = await roomOf(ebsDirect);
  room.refusedWith = (name) =>
    name === "ec2 create-snapshot" ? "UnauthorizedOperation" : undefined;
  const { stdout, stderr } = await room.run("--run");
  const { calls, notAsked } = compared(stdout);
  const differs = calls.filter(({ agrees }) => agrees === false);
  expect(differs.map(({ id }) => id)).toEqual(["t1/k1/eu-west-1/snapshot/ec2:CreateSnapshot"]);
  expect(stderr).toContain("UnauthorizedOperation");
  expect(notAsked.map(({ why }) => why)).toEqual(Array(4).fill("an earlier call was refused"));
  expect([...room.made.keys(), room.hasState]).toEqual([false]);
});

test("a volume that fails after its call differs; a refusal where nothing is judged does not", async () => {
  const { room, compared } = await roomOf(ownReplicated());
  room.refusedWith = (name) =>
    name === "ec2 describe-instances" ? "UnauthorizedOperation" : undefined;
  // What the platform's role makes fails, not the volume that is imported.
  const maker = () => room.calls.filter(({ name }) => name === "ec2 create-volume").at(-1)?.by;
  room.stateOf = (id) =>
    id.startsWith("vol-") && maker() === "CadoResponseRole" ? "error" : undefined;
  const { calls, notAsked } = compared((await room.run("--run")).stdout);
  const said = new Map(calls.map((one) => [one.id.replace("t1/k1/us-east-1/", ""), one]));
  expect(said.get("copy-1/ec2:CopySnapshot")?.agrees).toBe(true);
  const volume = said.get("create-volume/ec2:CreateVolume");
  expect(volume).toMatchObject({ code: "VolumeVanished", awsAllows: false });
  expect(said.get("snapshot/ec2:DescribeInstances")?.agrees).toBeUndefined();
  expect(new Set(notAsked.map(({ why }) => why))).toEqual(
    new Set(["the rehearsal starts no instance", "an earlier call was refused"]),
  );
  expect([...room.made.keys(), room.hasState]).toEqual([false]);
});

test("stopped by SIGTERM the script deletes what it made, though AWS's last answer is lost", async () => {
  const { room, compared } = await roomOf(ebsDirect);
  room.killedAt = (name) => (name === "ec2 create-snapshot" ? "SIGTERM" : undefined);
  const { status, stdout } = await room.run("--run");
  expect(status).toBe(143);
  expect(compared(stdout).calls).toHaveLength(5);
  expect([...room.made.keys(), room.hasState]).toEqual([false]);
});

test("killed, it leaves a list and its tag, by which the next run deletes first what is left", async () => {
  const { room } = await roomOf(ebsDirect);
  room.killedAt = (name) => (name === "ec2 create-snapshot" ? "SIGKILL" : undefined);
  await room.run("--run");
  expect(room.made.size).toBe(3);
  expect(room.hasState).toBe(true);

  room.killedAt = undefined;
  const { status } = await room.run("--run");
  const names = room.calls.map(({ name }) => name);
  expect(status).toBe(0);
  expect(names.lastIndexOf("ec2 delete-snapshot")).toBeGreaterThan(0);
  expect(names.filter((name) => name.includes(" delete-"))).toHaveLength(6);
  expect(names.indexOf("ec2 delete-volume")).toBeLessThan(names.indexOf("ebs start-snapshot"));
  expect([...room.made.keys(), room.hasState]).toEqual([false]);
});
