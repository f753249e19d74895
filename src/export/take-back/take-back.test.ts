import { describe, expect, it } from "vitest";
import { createDocumentIndexCache, layersFrom } from "#acquisition";
import { generate } from "#generator";
import { type Layer, presets, type Scenario } from "#scenario";
import { isDocumentId } from "#share";
import { stillWorksAfter } from "#verdict";
import type { PresentState } from "../checklist.ts";
import type { TakeBackItem } from "./item.ts";
import { takeBackOf, takeBackScript } from "./take-back.ts";

const defaultKeyPolicy = (account: string) =>
  JSON.stringify({
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });

interface Given {
  readonly layers?: readonly Layer[];
  readonly present?: PresentState;
  readonly knowsKeyPolicies?: boolean;
}

function itemsOf(
  scenario: Scenario,
  { layers = [], present = "nothing", knowsKeyPolicies }: Given,
) {
  const documents = generate(scenario);
  const before = new Map(
    knowsKeyPolicies
      ? documents
          .filter(({ kind }) => kind === "key")
          .map(({ id, account }) => [id, [defaultKeyPolicy(account)]])
      : [],
  );
  const joined = layersFrom(layers, scenario);
  const items = takeBackOf(scenario, documents, { layers: joined, present, before });
  const subject = { scenario, documents, layers: joined };
  const removals = items.map(({ removal }) => removal);
  const after = () => [...stillWorksAfter(subject, removals, createDocumentIndexCache())];
  return { items, after };
}

const scenarioOf = (id: string) => (presets.find((one) => one.id === id) ?? presets[0]).scenario;
const documented = presets.map(({ id }) => id);
const crossAccount = scenarioOf("cross-account");
const targetAccount = "222222222222";
const keyArn =
  generate(crossAccount).flatMap(({ attachTo }) =>
    attachTo.to === "key" && attachTo.keyArn ? [attachTo.keyArn] : [],
  )[0] ?? "";
const roleArn = `arn:aws:iam::${targetAccount}:role/CadoResponseCrossAccountRole`;

/** Imported output of list-grants, with one grant for each of these principals. */
const grantsLayer = (grants: readonly Readonly<Record<string, unknown>>[]): Layer => ({
  id: "layer/1",
  kind: "grants",
  title: "Grants",
  owner: keyArn,
  text: JSON.stringify({
    Grants: grants.map((grant, at) => ({
      GrantId: `g${at}`,
      KeyId: keyArn,
      Operations: ["Decrypt", "DescribeKey"],
      ...grant,
    })),
  }),
});
const ofRole = { GranteePrincipal: roleArn };
const retiredByRole = {
  GranteePrincipal: `arn:aws:sts::${targetAccount}:assumed-role/CadoResponseCrossAccountRole/import`,
  RetiringPrincipal: roleArn,
};
const ofVolume = {
  GranteePrincipal: `arn:aws:sts::${targetAccount}:assumed-role/aws:ec2-infrastructure/i-0123456789abcdef0`,
};
const ofOther = { GranteePrincipal: `arn:aws:iam::${targetAccount}:role/Backup` };

describe("the steps", () => {
  it.each(documented)("cut users first, and delete roles last: %s", (id) => {
    const order = ["policy", "trust", "grants", "list-grants", "temporary-keys", "key", "role"];
    for (const present of ["nothing", "policies"] as const) {
      const { items } = itemsOf(scenarioOf(id), { present });
      const kinds = items.map((item) => order.indexOf(item.id.split("/")[1] ?? ""));
      expect(kinds).toEqual(kinds.toSorted((one, other) => one - other));
      expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
      // The browser stores ticks by the ids of documents.
      expect(items.filter((item) => !isDocumentId(item.id))).toEqual([]);
    }
  });

  it.each(documented)(
    "leave nothing of the import allowed, once the former key policies are known: %s",
    (id) => {
      const after = itemsOf(scenarioOf(id), { knowsKeyPolicies: true }).after();
      expect(after[0]?.outcome).toBe("stops");
      expect(after.at(-1)).toMatchObject({
        outcome: "stops",
        allowed: [],
        undecided: 0,
        blocked: [],
      });
    },
  );

  it("restore what was there before, and delete only roles that were made", () => {
    const ids = (present: PresentState) =>
      itemsOf(crossAccount, { present }).items.map(({ id }) => id);
    expect(ids("nothing")).toContain("take-back/role/t1/trust");
    expect(ids("template")).toContain("take-back/trust/t1/trust");
    expect(ids("template").filter((id) => id.startsWith("take-back/role/"))).toEqual([]);
  });

  it("change nothing before the commands, and restore from the backup that the checklist makes", () => {
    for (const id of documented)
      for (const { lookFirst, commands } of itemsOf(scenarioOf(id), {
        layers: [grantsLayer([ofRole])],
      }).items) {
        for (const command of lookFirst)
          expect(command).toMatch(/ (?:list|get|describe)-|--dry-run$/);
        for (const command of commands)
          expect(command).toMatch(/ (?:detach|delete|revoke|put|schedule|update)-/);
        for (const command of commands.filter((one) => / put-key-policy /.test(one)))
          expect(command).toMatch(/file:\/\/\S+-before\.json/);
      }
  });

  it("warn that what stands under a deleted temporary key is lost", () => {
    const temporary = itemsOf(scenarioOf("cross-region"), {}).items.filter(({ id }) =>
      id.startsWith("take-back/temporary-keys/"),
    );
    expect(temporary.length).toBeGreaterThan(0);
    for (const { warning } of temporary) expect(warning).toContain("never be read again");
  });
});

describe("grants", () => {
  const grants = (list: Parameters<typeof grantsLayer>[0]) =>
    itemsOf(crossAccount, { layers: [grantsLayer(list)], knowsKeyPolicies: true });
  const own = ({ items }: { readonly items: readonly TakeBackItem[] }) =>
    items.find(({ id }) => id.startsWith("take-back/grants/"));

  it.each([
    ["a grant of a role of the import", [ofRole], ["g0"]],
    ["a grant that a role of the import may retire", [retiredByRole], ["g0"]],
    ["only those of the import", [ofOther, ofRole, ofVolume, retiredByRole], ["g1", "g3"]],
    ["none of EC2 for a volume", [ofVolume], []],
  ])("are revoked: %s", (_, list, ids) => {
    const item = own(grants(list));
    expect(item?.commands.map((command) => /--grant-id (\S+)/.exec(command)?.[1])).toEqual(ids);
    expect(item?.lookFirst).toEqual(item?.commands.map((command) => `${command} --dry-run`));
    expect(item?.removal.grants).toEqual(ids);
  });

  it("still allow the key’s use when the policies are gone, and no more when they are revoked", () => {
    const run = grants([ofRole]);
    const revoked = run.items.findIndex(({ id }) => id.startsWith("take-back/grants/"));
    const after = run.after();
    const callsAfter = (at: number) =>
      after[at]?.allowed.find(({ role }) => role === roleArn)?.calls ?? [];
    expect(callsAfter(revoked - 1).join()).toContain("DescribeKey");
    expect(callsAfter(revoked)).toEqual([]);
  });

  it("that were not imported are looked for", () => {
    const { items } = itemsOf(crossAccount, {});
    const item = items.find(({ id }) => id.startsWith("take-back/list-grants/"));
    expect(item?.lookFirst.join()).toContain(`list-grants --region`);
    expect(item?.hints.join()).toContain("Import the output");
  });

  it.each(["", "null", "[]", '{"Grants":[null,1,{"GrantId":3}]}', '{"Grants":{}}'])(
    "that cannot be read make nothing throw: %j",
    (text) => {
      const layers = { grants: { [keyArn]: [{ id: "layer/1", text, grants: [] }] } };
      const input = { layers, present: "nothing", before: new Map() } as const;
      expect(takeBackOf(crossAccount, generate(crossAccount), input).length).toBeGreaterThan(0);
    },
  );
});

describe("what still works", () => {
  it("is not known after a key policy comes back that was not imported", () => {
    const { items, after } = itemsOf(scenarioOf("same-account"), {});
    const at = items.findIndex(({ id }) => id.startsWith("take-back/key/"));
    // The role has no policies any more, so only the key policy could still let it in.
    const known = after()[at];
    expect(known?.undecided).toBeGreaterThan(0);
    expect(known?.outcome).not.toBe("works");
  });
});

it("the script names the account and who acts before each step", () => {
  const { items } = itemsOf(crossAccount, {});
  const script = takeBackScript(items);
  for (const { title, account, by } of items) {
    expect(script).toContain(`# ${title}, account ${account}`);
    expect(script).toContain(`: ${by}`);
  }
});

it("no text of an imported grant becomes a command of the script", () => {
  const evil = "x\n' touch pwned; $(touch pwned) #";
  const owners = [keyArn, `${keyArn}\ntouch pwned`];
  const layers = owners.map((owner, at) => ({
    ...grantsLayer([
      { ...retiredByRole, GrantId: evil },
      { ...ofRole, GrantId: evil, Name: evil },
      ofRole,
    ]),
    id: `layer/${at + 1}`,
    owner,
  }));
  const script = takeBackScript(itemsOf(crossAccount, { layers }).items);
  expect(script).toContain("--grant-id g2");
  expect(script).not.toContain("pwned");
  expect(script.split("\n").filter((line) => !/^(?:# .*|aws .*|)$/.test(line))).toEqual([]);
});
