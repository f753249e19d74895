import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { zipOf } from "./zip.ts";

const files = [
  { path: "111111111111/main.tf", text: "# ünïcode “$(id)”\n" },
  { path: "111111111111/apply.sh", text: "#!/usr/bin/env bash\n" },
  { path: "big.json", text: "x".repeat(1_200_000) },
  { path: "after.json", text: "{}" },
];

const bytesOf = async () => new Uint8Array(await (await zipOf(files)).arrayBuffer());

test("a .zip contains every file, and its bytes are the same each time", async () => {
  const bytes = await bytesOf();
  const unpacked = Object.entries(unzipSync(bytes)).map(([path, content]) => ({
    path,
    text: strFromU8(content),
  }));
  expect(unpacked).toEqual(files);
  expect(await bytesOf()).toEqual(bytes);
});
