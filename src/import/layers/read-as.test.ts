import { expect, it } from "vitest";
import { importText } from "../import-text.ts";
import { layerAsPolicy, policyAsLayer } from "./read-as.ts";
import { withLayerKind } from "./titles.ts";

const deny = { Effect: "Deny", Action: "kms:*", Resource: "*" };
const textOf = (...statements: readonly object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

it.each([
  ["an SCP", textOf(deny), "identity"],
  ["an RCP", textOf({ ...deny, Principal: "*" }), "key"],
])("what looks like %s can be read as a policy and back", (_, text, kind) => {
  const [layer] = importText(text).layers ?? [];
  const policy = layer && layerAsPolicy(layer, "0");
  expect(policy).toMatchObject({
    ...{ kind, text: layer?.text, roles: [] },
    title: "Policy without a name",
  });
  expect(policy && policyAsLayer(policy)).toEqual({ ...layer, owner: "" });
});

it("an allow list that looks like a role's policy can be read as an SCP", () => {
  const { policies } = importText(textOf({ Effect: "Allow", Action: "ec2:*", Resource: "*" }));
  const layers = policies.map(policyAsLayer);
  expect(layers).toMatchObject([{ kind: "service-control", owner: "", title: "an SCP" }]);
  const [scp] = layers;
  expect(scp && withLayerKind(scp, "boundary").title).toBe("a permissions boundary");
});

it("keeps the name of its file, whatever it is read as", () => {
  const [layer] = importText(textOf(deny), "guardrail.json").layers ?? [];
  const policy = layer && layerAsPolicy(layer, "0");
  expect([layer?.title, policy?.title]).toEqual(["guardrail.json", "Policy in guardrail.json"]);
  expect(policy && policyAsLayer(policy)?.title).toBe("guardrail.json");
  expect(layer && withLayerKind(layer, "boundary").title).toBe("guardrail.json");
});

it("what its source names is not read as anything else", () => {
  const scp = { PolicySummary: { Name: "A", Type: "SERVICE_CONTROL_POLICY" } };
  const [layer] =
    importText(JSON.stringify({ Policy: { ...scp, Content: textOf(deny) } })).layers ?? [];
  expect(layer && layerAsPolicy(layer, "0")).toBeUndefined();
  const { policies } = importText(
    JSON.stringify({ RoleName: "A", PolicyName: "B", PolicyDocument: JSON.parse(textOf(deny)) }),
  );
  expect(policies.map(policyAsLayer)).toEqual([undefined]);
});
