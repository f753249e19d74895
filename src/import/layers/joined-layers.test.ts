import { expect, test } from "vitest";
import type { ImportedLayer } from "../imported.ts";
import { joinedLayers } from "./joined-layers.ts";

const scp: ImportedLayer = {
  kind: "service-control",
  title: "SCP NoKms",
  text: "{}",
  owner: "200000000000",
  level: 1,
};
const accounts = Array.from({ length: 1_000 }, (_, at) => `${200_000_000_000 + at}`);

test("one SCP of the root that a thousand accounts have is one layer", () => {
  const layers = accounts.map((owner) => ({ ...scp, owner }));
  expect(joinedLayers([...layers, ...layers])).toEqual([{ ...scp, owner: accounts.join() }]);
});

test.each<[string, Partial<ImportedLayer>]>([
  ["another level", { level: 2 }],
  ["another text", { text: "[]" }],
  ["another title", { title: "SCP NoEc2" }],
  ["another kind", { kind: "resource-control" }],
  ["a guess", { isGuess: true }],
  ["no account", { owner: "" }],
])("layers stay apart: %s", (_, change) => {
  const layers = [scp, { ...scp, owner: "200000000001", ...change }];
  expect(joinedLayers(layers)).toEqual(layers);
});

test("boundaries and endpoint policies stay as they are", () => {
  const role = { ...scp, kind: "boundary", owner: "arn:aws:iam::200000000000:role/R" } as const;
  const endpoint = { ...scp, kind: "endpoint" } as const;
  const layers = [role, endpoint, { ...endpoint, owner: "200000000001" }];
  expect(joinedLayers(layers)).toEqual(layers);
});

test("more accounts than a layer can have stay layers of one account each", () => {
  const layers = Array.from({ length: 2_002 }, (_, at) => ({ ...scp, owner: `${1e11 + at}` }));
  expect(joinedLayers(layers)).toEqual(layers);
});
