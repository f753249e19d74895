import { expect, it } from "vitest";
import type { DocumentKind } from "#policy";
import { presets, type Scenario } from "#scenario";
import { whyNoDocument } from "./why-no-document.ts";

const preset = (id: string) =>
  (presets.find((each) => each.id === id) as { scenario: Scenario }).scenario;
const [start] = presets;
const withoutPlatform: Scenario = {
  ...start.scenario,
  platform: { ...start.scenario.platform, account: "" },
};
const ownKeyOpen = preset("aws-managed-cross-account");
const oneOpen: Scenario = {
  ...ownKeyOpen,
  targets: ownKeyOpen.targets.map((each) => ({
    ...each,
    keys: each.keys.flatMap((key) => [
      key,
      { ...key, id: "k2", type: "customer-managed", region: "" } as const,
    ]),
  })),
};

it.each<[string, DocumentKind, Scenario, RegExp]>([
  ["the platform is not answered", "identity", withoutPlatform, /Complete Platform/],
  ["the only key is AWS’s own", "key", ownKeyOpen, /AWS managed key.*change the key’s type/],
  ["the key of one’s own is half answered", "key", oneOpen, /open questions under Accounts/],
  ["the platform’s role acts", "trust", preset("same-account"), /assumes no role.*enter that role/],
])("says which answer to change where %s", (_, kind, scenario, said) => {
  expect(whyNoDocument(kind, scenario)).toMatch(said);
});
