import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { importText } from "#import";
import { readTargets } from "./read-targets.ts";
import { maximumRows, type TargetCells, targetColumns } from "./row.ts";
import { targetTemplate } from "./template.ts";

const rowsOf = (...texts: string[]) => readTargets(texts.map((text) => ({ text }))).rows;
/** The cells that say something, row by row. */
const cellsOf = (...texts: string[]) =>
  rowsOf(...texts).map(({ cells }) =>
    Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== "")),
  );

const id = "0e6ce5cf-2f43-44a1-9d8e-5b3f7a90c1d2";
const mrk = "mrk-0e6ce5cf2f4344a19d8e5b3f7a90c1d2";
const arn = (region: string, account: string, name = `key/${id}`) =>
  `arn:aws:kms:${region}:${account}:${name}`;

describe("a table", () => {
  const one = {
    account: "333333333333",
    name: "Pay, ments",
    key: arn("eu-west-1", "333333333333"),
  };
  const tables: [what: string, text: string][] = [
    ["with commas", `account,name,key\n333333333333,"Pay, ments",${one.key}\n`],
    [
      "with CRLF and a byte order mark",
      `\uFEFFaccount,name,key\r\n333333333333,"Pay, ments",${one.key}\r\n`,
    ],
    ["with semicolons", `Account ID;Account Name;KMS Key ARN\n333333333333;Pay, ments;${one.key}`],
    ["that Excel declared", `sep=;\r\naccount;name;key\r\n333333333333;Pay, ments;${one.key}`],
    ["with tabs", `AWS Account\tNAME\tkey_arn\n333333333333\tPay, ments\t${one.key}`],
    ["with bars", `account|name|key\n333333333333|Pay, ments|${one.key}`],
    [
      "in another order, with a further column",
      `KeyArn,Owner team,Name,AccountId\n${one.key},dfir,"Pay, ments",333333333333`,
    ],
    ["with empty lines", `account,name,key\n\n333333333333,"Pay, ments",${one.key}\n\n`],
  ];
  it.each(tables)("%s", (_what, text) => {
    expect(cellsOf(text)).toEqual([one]);
    expect(importText(text)).toMatchObject({ format: "targets", policies: [] });
  });

  it("names the columns that it does not read", () => {
    const { problems } = readTargets([{ text: "account,Owner team,key\n1,2,3" }]);
    expect(problems.map(({ message }) => message).join()).toContain("“Owner team”");
  });

  it("takes the first of two columns for the key that is filled", () => {
    const text = `account,Key ARN,Key alias\n333333333333,,alias/a\n333333333333,${one.key},alias/b`;
    expect(cellsOf(text).map(({ key }) => key)).toEqual(["alias/a", one.key]);
    expect(readTargets([{ text }]).problems).toHaveLength(1);
  });

  it("without a heading is read by what is in its columns, and says so", () => {
    const text = `333333333333,eu-west-1,${one.key}\n444444444444,us-east-1,alias/x`;
    expect(cellsOf(text)[1]).toEqual({
      account: "444444444444",
      region: "us-east-1",
      key: "alias/x",
    });
    expect(readTargets([{ text }]).problems[0]?.message).toContain("account, region, key");
    expect(cellsOf(`${one.key}\n${arn("us-east-1", "444444444444")}`)).toHaveLength(2);
  });

  it.each([
    ["a quote that never closes", `333333333333,"Payments,${one.key}`],
    ["text after a closing quote", `333333333333,"Pay"ments,${one.key}`],
    ["more cells than the heading", `333333333333,Pay,${one.key},and,more`],
  ])("shows a line with %s as it is, and reads the next", (_what, line) => {
    const [bad, good] = rowsOf(`account,name,key\n${line}\n444444444444,Data,alias/x\n`);
    expect(bad).toMatchObject({
      raw: line,
      place: "line 2",
      unreadable: expect.stringMatching(/quot/i),
    });
    expect(good).toMatchObject({
      place: "line 3",
      cells: { account: "444444444444", name: "Data" },
    });
  });

  it("counts lines, not rows, where a cell has several", () => {
    const places = rowsOf('account,name\n1,"a\nb"\n2,c').map(({ place }) => place);
    expect(places).toEqual(["line 2", "line 4"]);
  });

  it("reads back every cell that was written by RFC 4180", () => {
    const cell = fc.string({ unit: "grapheme", maxLength: 20 }).map((text) => text.trim());
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(table, fc.constantFrom(",", ";", "\t"), (rows, separator) => {
        const lines = [["account", "name", "role"], ...rows].map((row) =>
          row.map(quoted).join(separator),
        );
        const read = rowsOf(lines.join("\r\n")).map(({ cells }) => [
          cells.account,
          cells.name,
          cells.role,
        ]);
        expect(read).toEqual(rows.map((row) => [...row]));
      }),
    );
  });

  it("is the template, as a spreadsheet leaves it", () => {
    expect(cellsOf(targetTemplate)).toHaveLength(4);
    expect(cellsOf(targetTemplate.replaceAll(",", "\t"))).toHaveLength(4);
    expect(readTargets([{ text: targetTemplate }]).problems).toEqual([]);
  });

  it("says how many rows it does not read", () => {
    const text = `account\n${"333333333333\n".repeat(maximumRows + 7)}`;
    const read = readTargets([{ text }]);
    expect(read.rows).toHaveLength(maximumRows);
    expect(read.problems.map(({ message }) => message).join()).toMatch(/20,000 rows.* 7 /);
  });
});

describe("JSON", () => {
  it("has rows in a list, with nested keys and numbers", () => {
    const text = JSON.stringify({
      targets: [
        {
          account: 333333333333,
          role: "R",
          keys: [{ arn: "x", replicaRegions: ["a", "b"] }, "alias/y"],
        },
        { accountId: "444444444444", kmsKeyId: id, region: null },
        "nothing",
        { account: "5", key: { deep: 1 } },
      ],
    });
    expect(cellsOf(text)).toEqual([
      { account: "333333333333", role: "R", key: "x", replicas: "a b" },
      { account: "333333333333", role: "R", key: "alias/y" },
      { account: "444444444444", key: id },
      {},
      { account: "5" },
    ]);
    expect(rowsOf(text).map(({ unreadable }) => unreadable !== undefined)).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
    expect(rowsOf(text)[3]?.raw).toBe('"nothing"');
  });
});

describe("what the AWS CLI lists", () => {
  const accounts = JSON.stringify({
    Accounts: [
      { Id: "333333333333", Name: "Payments", Status: "ACTIVE", State: "ACTIVE" },
      { Id: "444444444444", Name: "Old", Status: "SUSPENDED", State: "CLOSED" },
      { Email: "nobody@example.com" },
    ],
  });
  const keys = JSON.stringify({
    Keys: [
      { KeyId: id, KeyArn: arn("eu-west-1", "333333333333") },
      { KeyId: mrk, KeyArn: arn("eu-west-1", "333333333333", `key/${mrk}`) },
      { KeyId: "s3", KeyArn: arn("eu-west-1", "333333333333", "key/s3") },
    ],
  });
  const elsewhere = JSON.stringify({
    Keys: [{ KeyId: mrk, KeyArn: arn("us-east-1", "333333333333", `key/${mrk}`) }],
  });
  const aliases = JSON.stringify({
    Aliases: [
      {
        AliasName: "alias/prod",
        AliasArn: arn("eu-west-1", "333333333333", "alias/prod"),
        TargetKeyId: id,
      },
      {
        AliasName: "alias/aws/s3",
        AliasArn: arn("eu-west-1", "333333333333", "alias/aws/s3"),
        TargetKeyId: "s3",
      },
      { AliasName: "alias/aws/ebs", AliasArn: arn("eu-west-1", "333333333333", "alias/aws/ebs") },
      { AliasName: "alias/aws/rds", AliasArn: arn("eu-west-1", "333333333333", "alias/aws/rds") },
    ],
  });

  it("names accounts, and leaves those out that are not active", () => {
    const [active, closed, unread] = rowsOf(accounts);
    expect(active).toMatchObject({
      isOut: false,
      cells: { account: "333333333333", name: "Payments" },
    });
    expect(closed).toMatchObject({ isOut: true, remark: expect.stringContaining("CLOSED") });
    expect(unread?.raw).toContain("nobody@example.com");
  });

  it("joins aliases to their keys, and the regions of a multi-Region key, in whichever order they come", () => {
    for (const texts of [[keys, elsewhere, aliases], [`${keys}\n${elsewhere}${aliases}`]]) {
      const rows = rowsOf(...texts);
      expect(
        rows.map(({ cells, isOut }) => [cells.key, cells.type, cells.replicas, isOut]),
      ).toEqual([
        [arn("eu-west-1", "333333333333"), "", "", false],
        [arn("eu-west-1", "333333333333", `key/${mrk}`), "multi-Region", "us-east-1", false],
        ["alias/aws/s3", "AWS managed", "", true],
        ["alias/aws/ebs", "AWS managed", "", false],
        ["alias/aws/rds", "AWS managed", "", true],
      ]);
      expect(rows[0]?.remark).toBe("alias/prod");
    }
    expect(rowsOf(aliases, keys)).toHaveLength(5);
  });

  it("says what list-keys does not tell, with and without aliases", () => {
    const said = (...texts: string[]) =>
      readTargets(texts.map((text) => ({ text }))).problems.map(({ message }) => message);
    expect(said(keys)).toEqual([expect.stringMatching(/AWS managed.*list-aliases/)]);
    expect(said(keys, aliases)).toEqual([
      expect.stringMatching(/^list-keys also lists asymmetric/),
    ]);
    expect(said(accounts, aliases)).toEqual([]);
  });

  it("reads the state of each region of a key, and leaves keys out that EBS cannot use", () => {
    const described = (region: string, resource: string, more: object) =>
      JSON.stringify({ KeyMetadata: { Arn: arn(region, "333333333333", resource), ...more } });
    const MultiRegionConfiguration = {
      PrimaryKey: { Region: "eu-west-1" },
      ReplicaKeys: [{ Region: "us-east-1" }],
    };
    const replica = described("us-east-1", `key/${mrk}`, {
      KeyState: "Disabled",
      MultiRegionConfiguration,
    });
    const primary = described("eu-west-1", `key/${mrk}`, {
      KeyState: "Enabled",
      Origin: "EXTERNAL",
      MultiRegionConfiguration,
    });
    const ofReplica = { region: "us-east-1", state: "disabled" };
    const [alone] = rowsOf(replica);
    expect(alone?.cells).toMatchObject({ region: "eu-west-1", replicas: "us-east-1" });
    expect(alone?.described).toEqual({ states: [ofReplica] });
    expect(alone?.remark).toBe("The key is disabled in us-east-1.");
    for (const texts of [
      [primary, replica],
      [replica, primary],
    ]) {
      const [row] = rowsOf(...texts);
      expect(row?.described?.origin).toBe("imported");
      expect(row?.described?.states).toHaveLength(2);
      expect(row?.described?.states).toContainEqual(ofReplica);
    }
    const [hmac] = rowsOf(described("eu-west-1", `key/${id}`, { KeySpec: "HMAC_256" }));
    expect(hmac).toMatchObject({ isOut: true, remark: expect.stringContaining("an HMAC key") });
  });

  it("keeps the ids of its rows when another text comes", () => {
    const ids = (rows: readonly { id: string }[]) => rows.map((row) => row.id);
    const before = ids(rowsOf(accounts, keys));
    expect(ids(rowsOf(accounts, keys, aliases))).toEqual(expect.arrayContaining(before));
  });

  it("is recognised, and so is an empty list", () => {
    for (const text of [accounts, keys, aliases, '{"Keys": []}'])
      expect(importText(text)).toMatchObject({
        format: "targets",
        recognised: expect.stringMatching(/^Output of aws/),
      });
  });
});

it("never throws, and gives every cell as text", () => {
  const pieces = fc.constantFrom(
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    '"',
    "account",
    "key",
    "333333333333",
    "=1+1",
    "{",
    "[",
    "]",
    "}",
    '{"Keys":',
    '{"account":1}',
    "\u0000",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces, { maxLength: 40 }).map((all) => all.join("")),
        fc.json(),
      ),
      (text) => {
        for (const { cells } of rowsOf(text))
          for (const column of targetColumns)
            expect(typeof (cells satisfies TargetCells)[column]).toBe("string");
      },
    ),
  );
});
