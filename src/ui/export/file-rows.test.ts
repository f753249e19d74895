import { expect, test } from "vitest";
import { fileRows } from "./file-rows.ts";

const files = ["a/main.tf", "README.md", "a/keys.tf", "b/main.tf"].map((path) => ({
  path,
  text: "",
}));
const shown = (search: string) =>
  fileRows(files, search).map((row) => (row.kind === "folder" ? `${row.path}/` : row.name));

test("files are listed below their folder, files without a folder first", () => {
  expect(shown("")).toEqual(["README.md", "a/", "main.tf", "keys.tf", "b/", "main.tf"]);
});

test("a search keeps the files whose path has every word", () => {
  expect(shown("a/ main")).toEqual(["a/", "main.tf"]);
  expect(shown("nothing")).toEqual([]);
});
