import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { type DocumentKind, parseDocument } from "#policy";
import { allServices } from "#policy/services";
import { ownAccount } from "./examples.ts";
import { applyFix } from "./fix-all.ts";
import { createLinter } from "./linter.ts";
import { rules } from "./rules.ts";

/** Many small documents: on a busy machine they take their time. */
vi.setConfig({ testTimeout: 60_000 });

/** Kept, as the page keeps its linter. */
const { fixAll, lint } = createLinter(allServices);

const kinds: readonly DocumentKind[] = ["identity", "key", "trust"];

const word = fc.constantFrom(
  ..."* kms:* kms:Decrypt kms:ReEncrypt KMS:create* kms: :x ec2:Describe* s3:GetObject sts:AssumeRole".split(
    " ",
  ),
  ..."alias/x 111111111111 222222222222 AIDACKCEVSQ6C2EXAMPLE ec2.us-east-1.amazonaws.com".split(
    " ",
  ),
  "arn:aws:kms:us-east-1:111111111111:key/mrk-1",
  "arn:aws-cn:kms:*:222222222222:alias/aws/ebs",
  "arn:aws:iam::222222222222:role/a/b",
  "arn:aws:iam::111111111111:root",
  "arn:aws:kms:${aws:RequestedRegion}:*:key/${",
  "${aws:username, 'x'}",
  "${",
  "",
);
const value = fc.oneof(
  { weight: 8, arbitrary: word },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);
const list = fc.oneof(value, fc.array(value, { maxLength: 4 }));
const keyName = fc.constantFrom(
  ..."kms:ViaService kms:GrantIsForAWSResource kms:ResourceAliases kms:GrantOperations aws:SourceIp".split(
    " ",
  ),
  ..."aws:RequestedRegion kms:KeySpec aws:ResourceTag aws:ResourceTag/x aws:TagKeys x __proto__".split(
    " ",
  ),
  ..."kms:EncryptionContext:aws:ebs:id aws:PrincipalArn constructor toString sts:ExternalId".split(
    " ",
  ),
);
const operator = fc.constantFrom(
  ..."StringEquals StringLike ForAllValues:StringLike ForAnyValue:StringEquals Bool Null Foo".split(
    " ",
  ),
  ..."StringNotEquals IpAddress NotIpAddress NumericEquals DateGreaterThan ArnLikeIfExists".split(
    " ",
  ),
);
const condition = fc.dictionary(operator, fc.dictionary(keyName, list, { maxKeys: 3 }), {
  maxKeys: 3,
});
const principal = fc.oneof(
  list,
  fc.dictionary(fc.constantFrom("AWS", "Service", "Federated", "aws"), list, { maxKeys: 2 }),
);
const statement = fc.record(
  {
    Sid: fc.constantFrom("A", "B c", ""),
    Effect: fc.constantFrom("Allow", "Allow", "Deny", "allow"),
    Principal: principal,
    NotPrincipal: principal,
    Action: list,
    NotAction: list,
    Resource: list,
    NotResource: list,
    Condition: fc.oneof({ weight: 8, arbitrary: condition }, { weight: 1, arbitrary: value }),
    Oops: value,
  },
  { requiredKeys: ["Effect", "Action"] },
);
const document = fc
  .record(
    {
      Version: fc.constantFrom("2012-10-17", "2008-10-17", "2020-01-01"),
      Id: value,
      Statement: fc.oneof(fc.array(fc.oneof(statement, value), { maxLength: 5 }), statement, value),
    },
    { requiredKeys: ["Statement"] },
  )
  .chain((policy) =>
    fc.constantFrom(undefined, 2).map((indent) => JSON.stringify(policy, null, indent)),
  );

const jsonPiece = fc.constantFrom(...'{}[]",:/*“\\'.split(""), '"Statement"', '"Effect":"Allow"');
const text = fc.oneof(
  document,
  fc.string(),
  fc.json(),
  fc.array(fc.oneof(jsonPiece, fc.string()), { maxLength: 30 }).map((pieces) => pieces.join("")),
  fc.tuple(document, fc.nat(), fc.string({ maxLength: 3 })).map(([whole, at, piece]) => {
    const cut = at % (whole.length + 1);
    return whole.slice(0, cut) + piece + whole.slice(cut + 1);
  }),
);

test("never throws; places lie in the text, in order, one for each rule", () => {
  fc.assert(
    fc.property(text, fc.constantFrom(...kinds), (written, kind) => {
      const found = lint(written, { kind, account: ownAccount });
      let last = 0;
      const places = new Set<string>();
      for (const { rule, start, end } of found) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(written.length);
        expect(places.has(`${rule} ${start} ${end}`)).toBe(false);
        places.add(`${rule} ${start} ${end}`);
        last = start;
      }
    }),
    { numRuns: 150 },
  );
});

test("a text that does not parse has findings of the syntax and of characters only", () => {
  fc.assert(
    fc.property(text, fc.constantFrom(...kinds), (written, kind) => {
      const parsed = parseDocument(written);
      if (parsed.ok) return;
      const found = lint(written, { kind, account: ownAccount }).map(({ rule }) => rule);
      expect(found.length).toBeGreaterThan(0);
      const isWhole = found.includes("wrong-json-type");
      const allowed = isWhole ? ["wrong-json-type"] : ["json-syntax", "character-not-allowed"];
      expect(found.filter((rule) => !allowed.includes(rule))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test("a fix of a document that parses leaves one that parses, and the rest as it was", () => {
  fc.assert(
    fc.property(document, fc.constantFrom(...kinds), (written, kind) => {
      for (const { fix, rule } of lint(written, { kind, account: ownAccount })) {
        if (!fix) continue;
        const edits = fix.edits.toSorted((one, other) => one.start - other.start);
        let last = 0;
        for (const { start, end } of edits) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(written.length);
          last = end;
        }
        const fixed = applyFix(written, fix);
        expect(parseDocument(fixed).ok, `${rule}: ${fixed}`).toBe(true);
      }
    }),
    { numRuns: 150 },
  );
});

test("a fix takes its finding away", () => {
  fc.assert(
    fc.property(document, fc.constantFrom(...kinds), (written, kind) => {
      const before = lint(written, { kind, account: ownAccount });
      for (const { fix, rule, message } of before) {
        if (!fix) continue;
        const after = lint(applyFix(written, fix), { kind, account: ownAccount });
        // A repaired name may let the rule see a second fault behind it: that one says something else.
        const ofRule = (found: typeof before) => found.filter((one) => one.rule === rule).length;
        const alike = (found: typeof before) =>
          found.filter((one) => one.rule === rule && one.message === message).length;
        const isGone = ofRule(after) < ofRule(before) || alike(after) < alike(before);
        expect(isGone, `${rule} by ${fix.label} in ${written}`).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});

test("fixing all of a rule leaves nothing of it to fix, and never throws", () => {
  fc.assert(
    fc.property(text, fc.constantFrom(...kinds), (written, kind) => {
      const options = { kind, account: ownAccount };
      const fixable = lint(written, options).filter(({ fix }) => fix);
      for (const rule of new Set(fixable.map((finding) => finding.rule))) {
        const fixed = fixAll(written, rule, options);
        const left = lint(fixed, options).filter((finding) => finding.rule === rule && finding.fix);
        // What is no JSON may be such that one repair asks for the other: then it stays.
        if (fixed !== written || parseDocument(written).ok)
          expect(left, `${rule}: ${written} became ${fixed}`).toEqual([]);
        if (parseDocument(written).ok) expect(parseDocument(fixed).ok).toBe(true);
      }
      expect(fixAll(written, "no-such-rule", options)).toBe(written);
    }),
    { numRuns: 120 },
  );
});

test("never throws and never passes over, whatever stands in place of text and options", () => {
  const nothing = fc.oneof(fc.constantFrom(undefined, null, 5, ""), fc.jsonValue({ maxDepth: 2 }));
  const given = fc.oneof(
    nothing,
    fc.record(
      {
        kind: fc.oneof(fc.constantFrom<unknown>(...kinds), nothing),
        account: nothing,
        known: fc.oneof(nothing, fc.record({ regions: nothing })),
        beside: fc.oneof(nothing, fc.array(nothing)),
      },
      { requiredKeys: [] },
    ),
  );
  fc.assert(
    fc.property(fc.oneof(nothing, document), given, (written, options) => {
      const found = lint(written as string, options as Parameters<typeof lint>[1]);
      if (typeof written !== "string") expect(found).not.toEqual([]);
    }),
    { numRuns: 300 },
  );
  const denied = '{"Statement": {"Effect": "Permit"}}';
  const unknown = lint(denied, undefined as unknown as Parameters<typeof lint>[1]);
  expect(unknown.map(({ rule }) => rule)).toContain("invalid-effect");
});

test("the page of every rule says what it finds and why, and links a page of AWS", () => {
  for (const { docs } of rules) {
    expect(docs.what).toMatch(/^[A-Z`].*\.$/);
    expect(docs.why).toMatch(/\.$/);
    expect(docs.source.length).toBeGreaterThan(10);
  }
});
