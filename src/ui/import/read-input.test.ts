import { describe, expect, it } from "vitest";
import { importText } from "#import";
import { type ImportText, readInput } from "./read-input.ts";

const inPage: ImportText = async (text, name) => importText(text, name);

const policy =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*"}]}';
const fileInput = (content: BlobPart, name = "a.json") => ({
  name,
  file: new File([content], name),
});

describe("reading a file", () => {
  it.each([
    ["UTF-8", policy],
    ["UTF-16, as PowerShell writes it", Buffer.from(`\uFEFF${policy}`, "utf16le")],
  ])("decodes %s", async (_, content) => {
    const { imported } = await readInput("1", fileInput(content), inPage);
    expect(imported.policies).toHaveLength(1);
    expect(imported.problems.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("refuses a file that is too long without reading it", async () => {
    const file = fileInput("x".repeat(5 * 1024 * 1024 + 1));
    file.file.arrayBuffer = () => Promise.reject(new Error("was read"));
    const { imported } = await readInput("1", file, inPage);
    expect(imported.problems[0]?.message).toContain("reads at most 5 MiB");
  });

  it("says so if the browser cannot read the file", async () => {
    const file = fileInput("");
    file.file.arrayBuffer = () => Promise.reject(new Error("gone"));
    const { imported } = await readInput("1", file, inPage);
    expect(imported.problems[0]?.message).toContain("could not read the file");
  });

  it("keeps the input of a text that the checker failed to read", async () => {
    const input = fileInput(policy);
    const { imported, failed } = await readInput("1", input, () => Promise.reject(new Error()));
    expect(failed).toBe(input);
    expect(imported.problems.map(({ severity }) => severity)).toEqual(["error"]);
  });
});
