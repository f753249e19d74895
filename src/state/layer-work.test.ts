import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { type Layer, layerKinds, presets, restoreLayers } from "#scenario";
import { decodeFile, decodeState, encodeFile, encodeState } from "#share";
import { browser } from "#testing/fake-browser";
import { verify } from "#verdict";
import { subjectOf } from "./documents.ts";
import { shownDocument } from "./layer-documents.ts";
import { layersLeftOut } from "./link.ts";
import { loadDocumentWork } from "./load-document-work.ts";
import { fragmentOfWork } from "./shared-work.ts";
import { createKeyhole } from "./store.ts";

const text = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: "*", Resource: "*" },
    { Sid: "NoKms", Effect: "Deny", Action: "kms:*", Resource: "*" },
  ],
});
const account = presets[0]?.scenario.platform.account ?? "";
const scp = { kind: "service-control", title: "SCP NoKms", text, owner: account } as const;

async function page() {
  await loadDocumentWork();
  const store = createKeyhole({ now: () => 0 });
  store.getState().usePreset(presets[0]?.id ?? "");
  return store;
}

it("an imported SCP stops the import, and undo lets it work again", async () => {
  const store = await page();
  const kind = () => {
    const { scenario, documents, layers } = subjectOf(store.getState());
    return verify(scenario, documents, layers).status.kind;
  };
  const before = kind();
  const accounts = new Set(subjectOf(store.getState()).documents.map((one) => one.account));
  store.getState().addLayers([...accounts].map((owner) => ({ ...scp, owner })));
  expect(kind()).toBe("stops");
  store.getState().undo();
  expect(kind()).toBe(before);
});

it("a link says which layers it leaves out", async () => {
  const store = await page();
  const large = (title: string) => ({ ...scp, title, text: `{"Id":"${"x".repeat(40_000)}"}` });
  store.getState().addLayers([large("First"), scp]);
  expect(await layersLeftOut(store.getState())).toEqual([]);
  store.getState().addLayers([large("Second")]);
  expect(await layersLeftOut(store.getState())).toEqual(["Second"]);
  const { state } = (await decodeState(await fragmentOfWork(store.getState()))) as {
    state: { layers: readonly Layer[] };
  };
  expect(state.layers.map(({ title }) => title)).toEqual(["First", "SCP NoKms"]);
});

it("a layer without an owner decides nothing; one with an owner does", async () => {
  const store = await page();
  store.getState().addLayers([{ ...scp, owner: "" }]);
  expect(subjectOf(store.getState()).layers).toBeUndefined();
  store.getState().placeLayer("layer/1", { owner: account, level: 2 });
  expect(subjectOf(store.getState()).layers?.serviceControlPolicies).toEqual({
    [account]: [[{ id: "layer/1", text }]],
  });
});

it("importing a layer again replaces it; a kind without its owner asks again", async () => {
  const store = await page();
  store.getState().addLayers([scp, { ...scp, title: "Other" }]);
  store.getState().addLayers([{ ...scp, text: "{}" }]);
  expect(store.getState().layers.map((layer) => layer.text)).toEqual(["{}", text]);
  store.getState().placeLayer("layer/2", { kind: "boundary" });
  expect(store.getState().layers[1]).toMatchObject({ kind: "boundary", owner: "" });
  store.getState().edit("layer/1", "{ }");
  expect(store.getState().layers[0]?.text).toBe("{ }");
  store.getState().removeLayer("layer/1");
  expect(store.getState().layers).toHaveLength(1);
});

it("grants that cannot be read leave the decisions about their key open", async () => {
  const store = await page();
  const { scenario, documents } = subjectOf(store.getState());
  const keys = documents.find(({ kind }) => kind === "key");
  const owner = `arn:aws:kms:us-east-1:${keys?.account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  store.getState().addLayers([{ kind: "grants", title: "Grants", text: "{", owner }]);
  const { layers } = subjectOf(store.getState());
  expect(verify(scenario, documents, layers).status.kind).not.toBe("proved");
  expect(layers?.resourceControlPolicies).toMatchObject({
    [keys?.account ?? ""]: [[{ text: "{" }]],
  });
});

const layers: readonly Layer[] = [{ id: "layer/1", level: 1, ...scp }];

it("link and file keep layers", async () => {
  const state = { scenario: presets[0]?.scenario ?? expect.fail(), edits: {}, layers };
  for (const decoded of [
    await decodeState(await encodeState(state)),
    await decodeFile(encodeFile(state)),
  ])
    expect(decoded).toMatchObject({ ok: true, dropped: [], state: { layers } });
});

it("a link that is opened again in the same tab shows the tab of its layer", async () => {
  await loadDocumentWork();
  const tab = browser().tab();
  const keyhole = await tab.open();
  keyhole.getState().usePreset(presets[0].id);
  keyhole.getState().addLayers([scp]);
  keyhole.getState().show("layer/1");
  keyhole.getState().ignoreRule("layer/1", "not-action-allow");
  await tab.wait();
  const link = tab.fragment();
  const shown = () => shownDocument(keyhole.getState())?.generated.id;
  const openLink = async () => {
    await vi.waitFor(() => expect(keyhole.getState().notice?.action?.label).toBe("Open the link"));
    keyhole.getState().notice?.action?.command();
  };

  keyhole.getState().removeLayer("layer/1");
  keyhole.getState().show("t1/identity");
  await tab.wait();
  expect(shown()).not.toBe("layer/1");
  await tab.paste(link);
  await openLink();
  expect(shown()).toBe("layer/1");
  expect(keyhole.getState().ignored).toEqual({ "layer/1": ["not-action-allow"] });

  // The address has not followed this change when the link comes again.
  await tab.wait();
  keyhole.getState().removeLayer("layer/1");
  keyhole.getState().show("t1/identity");
  await tab.paste(link);
  await openLink();
  expect(shown()).toBe("layer/1");
});

const hostile: readonly (readonly [string, unknown])[] = [
  ["no list", { 0: scp }],
  ["null", [null]],
  ["another id", [{ ...layers[0], id: "t1/k1/key" }]],
  ["__proto__ as id", [{ ...layers[0], id: "__proto__" }]],
  ["the same id twice", [layers[0], layers[0]]],
  ["another kind", [{ ...layers[0], kind: "toString" }]],
  ["an owner that its kind cannot have", [{ ...layers[0], owner: "arn:aws:iam::1:role/x" }]],
  ["a level of none", [{ ...layers[0], level: 1.5 }]],
  ["a text of megabytes", [{ ...layers[0], text: "x".repeat(2_000_000) }]],
  ["an object as text", [{ ...layers[0], text: {} }]],
];
it.each(hostile)("a link or file with %s: the layer is dropped and named", (_name, raw) => {
  const { dropped, layers: kept } = restoreLayers(raw);
  expect(dropped).not.toEqual([]);
  expect(kept.length).toBeLessThanOrEqual(1);
});

it("any JSON in their place gives valid layers", () => {
  const member = fc.oneof(fc.jsonValue(), fc.constantFrom(...layerKinds, account, "layer/1", "{}"));
  const record = fc.record({
    id: member,
    kind: member,
    title: member,
    text: member,
    owner: member,
    level: member,
  });
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.array(fc.oneof(record, fc.jsonValue()))), (raw) => {
      const restored = restoreLayers(raw).layers;
      expect(restoreLayers(JSON.parse(JSON.stringify(restored))).layers).toEqual(restored);
      expect(new Set(restored.map(({ id }) => id)).size).toBe(restored.length);
    }),
    { numRuns: 200 },
  );
});
