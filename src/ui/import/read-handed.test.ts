import { describe, expect, it } from "vitest";
import { readHanded } from "./read-handed.ts";

const policy =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*"}]}';
const handed = (content: BlobPart, name = "a.json") => ({ name, file: new File([content], name) });

describe("what is handed over", () => {
  it.each([
    ["UTF-8", policy],
    ["UTF-16, as PowerShell writes it", Buffer.from(`\uFEFF${policy}`, "utf16le")],
  ])("is read in %s", async (_, content) => {
    const { imported } = await readHanded("1", handed(content));
    expect(imported.policies).toHaveLength(1);
    expect(imported.problems.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("is not read where it is too long", async () => {
    const file = handed("x".repeat(5 * 1024 * 1024 + 1));
    file.file.arrayBuffer = () => Promise.reject(new Error("was read"));
    const { imported } = await readHanded("1", file);
    expect(imported.problems[0]?.message).toContain("5 MiB is the most");
  });

  it("is said to be unreadable where the browser refuses it", async () => {
    const file = handed("");
    file.file.arrayBuffer = () => Promise.reject(new Error("gone"));
    const { imported } = await readHanded("1", file);
    expect(imported.problems[0]?.message).toContain("could not read the file");
  });
});
