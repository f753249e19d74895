import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generate } from "#generator";
import { type ImportChoices, readTargets, summarizeImport, targetsFrom } from "#import";
import { blankKey, defaultScenario, type Scenario, validateScenario } from "#scenario";
import { scenarioArbitrary } from "#testing/arbitrary";
import { cellsWith, type TargetRow } from "./row.ts";

const scenario: Scenario = {
  ...defaultScenario,
  platform: { ...defaultScenario.platform, account: "123456789012" },
  targets: [],
};
const role = "CadoResponseCrossAccountRole";
const add: ImportChoices = { mode: "add", defaults: { role, region: "eu-west-1" } };
const replace: ImportChoices = { ...add, mode: "replace" };
const id = (number: number) => `0e6ce5cf-2f43-44a1-9d8e-${number.toString(16).padStart(12, "0")}`;
const arn = (number: number, account = "333333333333", region = "eu-west-1") =>
  `arn:aws:kms:${region}:${account}:key/${id(number)}`;

const rowsOf = (text: string) => readTargets([{ text }]).rows;
/** What becomes of each row of a table, and what is said of it. */
const checked = (text: string, now = scenario, choices = add) =>
  targetsFrom(rowsOf(text), now, choices).rows.map(({ state, problems }) => [
    state,
    ...problems.map(({ column = "row", message }) => `${column}: ${message}`),
  ]);

describe("rows", () => {
  it("of one account and role make one target, with keys that have different ids", () => {
    const table = `account,name,role,key\n333333333333,Pay,,${arn(1)}\n333333333333,,,${arn(2)}\n444444444444,,Other-CadoResponse,alias/x`;
    const { scenario: after } = targetsFrom(rowsOf(table), scenario, add);
    expect(
      after.targets.map(({ keys, ...target }) => ({ ...target, keys: keys.map((key) => key.id) })),
    ).toEqual([
      { id: "t1", account: "333333333333", name: "Pay", role, keys: ["k1", "k2"] },
      { id: "t2", account: "444444444444", role: "Other-CadoResponse", keys: ["k3"] },
    ]);
    expect(validateScenario(after)).toEqual([]);
  });

  const table = "account,name,role,region,key,type,replicas,creategrant,administrators";
  const keys: [cells: string, key: object][] = [
    [
      `,,,,${arn(1)},,,,`,
      { region: "eu-west-1", naming: { by: "arn", keyId: id(1) }, type: "customer-managed" },
    ],
    [
      `333333333333,,,us-east-1,${id(1).toUpperCase()},,,,`,
      { region: "us-east-1", naming: { by: "arn", keyId: id(1) } },
    ],
    [
      "333333333333,,,,alias/x,Customer managed,,,",
      { region: "eu-west-1", naming: { by: "alias", alias: "alias/x" } },
    ],
    ["333333333333,,,,alias/aws/ebs,,,,", { type: "aws-managed" }],
    ["333333333333,,,,aws/ebs,,,,", { type: "aws-managed" }],
    ["333333333333,,,,,AWS managed,,,", { type: "aws-managed", region: "eu-west-1" }],
    ["333333333333,,,,every,,,,", { naming: { by: "every" } }],
    [
      "333333333333,,,,tag team/x = dfir,,,,",
      { naming: { by: "tag", tagKey: "team/x", tagValue: "dfir" } },
    ],
    [
      "333333333333,,,,mrk-0e6ce5cf2f4344a19d8e5b3f7a90c1d2,,us-east-1; us-west-2,unrestricted,Admin; ops/Breakglass",
      {
        type: "multi-region",
        replicaRegions: ["us-east-1", "us-west-2"],
        createGrant: "unrestricted",
        administrators: ["Admin", "ops/Breakglass"],
      },
    ],
    ['"=""333333333333""",,,,alias/x,,,,', { naming: { by: "alias", alias: "alias/x" } }],
    ["3333-3333-3333,,,,alias/x,,,,", { naming: { by: "alias", alias: "alias/x" } }],
  ];
  it.each(keys)("%s", (cells, key) => {
    const { scenario: after, rows } = targetsFrom(rowsOf(`${table}\n${cells}`), scenario, add);
    expect(rows[0]?.problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(after.targets).toMatchObject([{ account: "333333333333", role, keys: [key] }]);
  });

  const faults: [cells: string, said: RegExp][] = [
    ["12345678901,,,,alias/x,,,,", /^account: .*11 digits.*012345678901/],
    ["2.22222E+11,,,,alias/x,,,,", /^account: .*rounded.*2.22222E\+11/],
    ["12,,,,alias/x,,,,", /^account: An account id is 12 digits/],
    [",,,,alias/x,,,,", /^account: Enter the account id/],
    [
      "444444444444,,,,ARN,,,,".replace("ARN", arn(1)),
      /^account: The key’s ARN has account 333333333333/,
    ],
    [
      "333333333333,,,us-east-1,ARN,,,,".replace("ARN", arn(1)),
      /^region: The key’s ARN has region eu-west-1/,
    ],
    ["333333333333,,,mars-1,alias/x,,,,", /^region: AWS has no region mars-1/],
    ["333333333333,,,,my key,,,,", /^key: Name the key by/],
    ["333333333333,,,,arn:aws:s3:::bucket,,,,", /^key: This ARN is of s3/],
    [`333333333333,,,,${arn(1).replace("aws", "aws-cn")},,,,`, /^key: .*partition aws-cn/],
    ["333333333333,,,,alias/x,magic,,,", /^type: A type is/],
    ["333333333333,,,,alias/aws/s3,AWS managed,,,", /^key: alias\/aws\/ebs is the only/],
    [
      "333333333333,,,,alias/aws/ebs,customer managed,,,",
      /^type: alias\/aws\/ebs is an AWS managed key/,
    ],
    ["333333333333,,,,alias/x,customer managed,us-east-1,,", /^replicas: Only a multi-Region key/],
    ["333333333333,,,,alias/x,multi-Region,eu-west-1,,", /^replicas: eu-west-1 has the primary/],
    ["333333333333,,,,alias/x,,,perhaps,", /^createGrant: CreateGrant is/],
    ["333333333333,,,,alias/x,,,,arn:aws:iam::9:role/x", /^administrators: .*another account/],
    ["333333333333,,CadoResponse b,,alias/x,,,,", /^role: A role’s name has/],
    ["12,Pay,,,,,,,", /^account: An account id is 12 digits/],
  ];
  it.each(faults)("%s stays out, and its cell says why", (cells, said) => {
    const [[state, ...messages] = []] = checked(`${table}\n${cells}`);
    expect(state).toBe("fix");
    expect(messages).toEqual([expect.stringMatching(said)]);
    expect(targetsFrom(rowsOf(`${table}\n${cells}`), scenario, add).scenario.targets).toEqual([]);
  });

  it.each([
    ["44444444444", "044444444444", "044444444444"],
    ["44444444444", "555555555555", "555555555555"],
  ])("the account %s is suggested as %s, which the row's own ARN has", (cell, account, fix) => {
    const [row] = targetsFrom(
      rowsOf(`account,key\n${cell},${arn(1, account)}`),
      scenario,
      add,
    ).rows;
    expect(row?.problems.map((problem) => [problem.column, problem.fix])).toEqual([
      ["account", fix],
    ]);
  });

  it("without a role stay out if there is no default", () => {
    const [[, ...messages] = []] = checked("account,key\n333333333333,alias/x", scenario, {
      mode: "add",
      defaults: { region: "eu-west-1" },
    });
    expect(messages).toEqual(["role: Enter the role’s name or ARN."]);
  });

  it("of an account without a key are left out, and say what to do", () => {
    const text = "account,name\n333333333333,Pay";
    expect(checked(text)).toEqual([
      ["out", expect.stringMatching(/^key: No imported row has a key of this account/)],
    ]);
    const every = { mode: "add", defaults: { ...add.defaults, key: "every" } } as const;
    expect(targetsFrom(rowsOf(text), scenario, every).scenario.targets).toHaveLength(1);
  });

  it("of an account alone give it a name, and a role to the rows that have none", () => {
    const accounts = `account,name,role\n333333333333,Pay,${role}2\n`;
    const text = `${accounts}\n`;
    const rows = readTargets([{ text }, { text: `account,key\n333333333333,alias/x` }]).rows;
    const taken = targetsFrom(rows, scenario, add);
    expect(taken.rows.map(({ state }) => state)).toEqual(["taken", "taken"]);
    expect(taken.scenario.targets).toMatchObject([{ name: "Pay", role: `${role}2`, keys: [{}] }]);
    expect(taken.rows[1]?.filled).toMatchObject({ role: `${role}2`, region: "eu-west-1" });
  });

  it("that say the same again are known, and a question where they say something else", () => {
    const text = `account,key,administrators\n333333333333,alias/x,\n333333333333,alias/x,\n333333333333,alias/x,Admin`;
    expect(checked(text)).toEqual([
      ["taken"],
      ["known", "key: The same as line 2."],
      ["fix", expect.stringMatching(/also in line 2, with other answers/)],
    ]);
  });

  it("that are left out stay out", () => {
    const rows = rowsOf("account,key\n333333333333,alias/x").map((row) => ({
      ...row,
      isOut: true,
    }));
    const taken = targetsFrom(rows, scenario, add);
    expect(taken).toMatchObject({ scenario: { targets: [] }, rows: [{ state: "out" }] });
  });

  it("past what Keyhole holds stay out, and say so", () => {
    const rows: TargetRow[] = Array.from({ length: 2_001 }, (_, index) => ({
      id: `${index}`,
      place: `line ${index}`,
      isOut: false,
      cells: cellsWith({ account: `${300_000_000_000 + index}`, key: "alias/x" }),
    }));
    const taken = targetsFrom(rows, scenario, add);
    expect(taken.scenario.targets).toHaveLength(2_000);
    expect(taken.rows.at(-1)).toMatchObject({
      state: "fix",
      problems: [{ message: expect.stringContaining("2,000 accounts") }],
    });
  });
});

describe("what was in the list", () => {
  const before: Scenario = {
    ...scenario,
    targets: [
      {
        id: "t7",
        account: "333333333333",
        role,
        keys: [
          {
            ...blankKey,
            id: "k9",
            region: "eu-west-1",
            naming: { by: "arn", keyId: id(1) },
            origin: "imported",
            administrators: ["Admin"],
          },
          { ...blankKey, id: "k3", region: "eu-west-1", naming: { by: "arn", keyId: id(2) } },
        ],
      },
      {
        id: "t2",
        account: "999999999999",
        role,
        keys: [{ ...blankKey, id: "k1", region: "eu-west-1", naming: { by: "every" } }],
      },
    ],
  };
  const text = `account,name,key\n,,${arn(1)}\n,Pay,${arn(3)}`;

  it("stays when rows come to it", () => {
    const taken = targetsFrom(rowsOf(text), before, add);
    expect(taken.rows.map(({ state }) => state)).toEqual(["known", "taken"]);
    const [target, other] = taken.scenario.targets;
    expect(target).toMatchObject({ id: "t7", name: "Pay", role });
    expect(target?.keys.map((key) => key.id)).toEqual(["k9", "k3", "k4"]);
    expect(target?.keys.slice(0, 2)).toEqual(before.targets[0]?.keys);
    expect(other).toBe(other && taken.scenario.targets[1]);
    expect(summarizeImport(before, taken)).toEqual({
      changes: ["1 key added.", "1 account named."],
      left: ["1 row already in the list."],
      isChange: true,
    });
  });

  it("goes when rows take its place, but for what they name again: that keeps ids and answers", () => {
    const taken = targetsFrom(rowsOf(text), before, replace);
    expect(taken.scenario.targets).toMatchObject([
      {
        id: "t7",
        keys: [{ id: "k9", origin: "imported", administrators: ["Admin"] }, { id: "k4" }],
      },
    ]);
    expect(summarizeImport(before, taken).changes).toEqual([
      "1 key added.",
      "1 account and 2 keys removed.",
      "1 account named.",
    ]);
  });

  it("gives the account's role to rows that have none", () => {
    const taken = targetsFrom(rowsOf(`key\n${arn(5)}`), before, { mode: "add", defaults: {} });
    expect(taken.scenario.targets[0]?.keys).toHaveLength(3);
  });
});

describe("whatever the rows are", () => {
  const cell = fc.constantFrom(
    "",
    "333333333333",
    "12345678901",
    "eu-west-1",
    "us-east-1",
    "alias/x",
    "every",
    arn(1),
    "AWS managed",
    "multi-Region",
    role,
    "x y",
    "Admin",
  );
  const row = fc.record({
    account: fc.constantFrom("", "333333333333", "444444444444", "123456789012", "x"),
    name: fc.constantFrom("", "Pay", "Data"),
    role: fc.constantFrom("", role, "a b"),
    region: fc.constantFrom("", "eu-west-1", "mars"),
    key: fc.constantFrom("", arn(1), arn(2), "alias/x", "alias/aws/ebs", "every", "tag a=b", "?"),
    type: fc.constantFrom("", "AWS managed", "customer managed", "multi-Region"),
    replicas: fc.constantFrom("", "us-east-1", "eu-west-1"),
    createGrant: fc.constantFrom("", "withhold", "maybe"),
    administrators: cell,
  });
  const rows = fc.array(fc.tuple(row, fc.boolean()), { maxLength: 8 }).map((all) =>
    all.map(
      ([cells, isOut], index): TargetRow => ({
        id: `${index}`,
        place: `line ${index}`,
        cells,
        isOut,
      }),
    ),
  );
  const errorsOf = (one: Scenario) =>
    validateScenario(one).filter(({ severity }) => severity === "error");

  it("imported rows add no new error, and every row is accounted for", () => {
    fc.assert(
      fc.property(
        scenarioArbitrary(),
        rows,
        fc.constantFrom(add, replace),
        (now, given, choices) => {
          const taken = targetsFrom(given, now, choices);
          expect(taken.rows.map(({ row: { id: of } }) => of)).toEqual(
            given.map(({ id: of }) => of),
          );
          // `every key` beside a named key of another role is said of whichever comes later in the list.
          const errors = errorsOf(taken.scenario).filter(({ path }) => !path.endsWith(".naming"));
          expect(errors.filter(({ path }) => path !== "targets")).toEqual([]);
          for (const { state, problems } of taken.rows)
            expect(state === "fix").toBe(
              state !== "out" && problems.some(({ severity }) => severity === "error"),
            );
        },
      ),
    );
  });

  it("taking them twice changes nothing more", () => {
    fc.assert(
      fc.property(scenarioArbitrary(), rows, (now, given) => {
        const once = targetsFrom(given, now, add).scenario;
        expect(targetsFrom(given, once, add).scenario).toEqual(once);
      }),
    );
  });

  it("names are in no policy", () => {
    fc.assert(
      fc.property(scenarioArbitrary(), (now) => {
        const nameless = now.targets.map(({ name: _, ...target }) => target);
        const textsOf = (one: Scenario) => generate(one).map(({ text }) => text);
        expect(textsOf(now)).toEqual(textsOf({ ...now, targets: nameless }));
      }),
      { numRuns: 30 },
    );
  });
});
