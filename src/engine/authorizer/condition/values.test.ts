import { describe, expect, test } from "vitest";
import { readDate } from "#policy";
import { ContextReader } from "../request/context-reader.ts";
import { compileConditions, conditionHolds } from "./condition.ts";
import { rangeCovers, readAddressRange } from "./ip-addresses.ts";

/** Sources: IAM User Guide, "Condition operators" (numeric, date, IP address); W3C NOTE-datetime; RFC 4291; RFC 4632. */
function holds(operator: string, asked: string, actual: string): boolean {
  const [condition] = compileConditions({ [operator]: { "aws:x": asked } }, true);
  if (!condition) throw new Error("no condition was read");
  return conditionHolds(condition, "Allow", new ContextReader({ "aws:x": actual }));
}

/** For each operator: whether one less, the same and one more than what is asked for fit. */
const orders: readonly [string, boolean, boolean, boolean][] = [
  ["Equals", false, true, false],
  ["NotEquals", true, false, true],
  ["LessThan", true, false, false],
  ["LessThanEquals", true, true, false],
  ["GreaterThan", false, false, true],
  ["GreaterThanEquals", false, true, true],
];

test.each(orders)("Numeric%s and Date%s", (operator, less, same, more) => {
  expect(["9", "10", "11"].map((one) => holds(`Numeric${operator}`, "10", one))).toEqual([
    less,
    same,
    more,
  ]);
  const days = ["2020-01-09", "2020-01-10", "2020-01-11"];
  expect(days.map((one) => holds(`Date${operator}`, "2020-01-10", one))).toEqual([
    less,
    same,
    more,
  ]);
});

describe("a number", () => {
  test.each([
    ["10", "10.", true],
    ["0.5", ".5", true],
    ["10", "+10", true],
    ["-10", "-10.00", true],
    ["10", "x10", false],
    ["10", "10x", false],
    ["10", " 10", false],
    ["0", ".", false],
    ["0", "", false],
    ["16", "0x10", false],
    ["10", "1e1", false],
    ["1", "--1", false],
  ])("%s is %s: %s", (asked, actual, same) => {
    expect(holds("NumericEquals", asked, actual)).toBe(same);
  });
});

describe("base64 of the same bytes", () => {
  test.each([
    ["QUJD", "QUJD", true],
    ["QUI=", "QUI", true],
    ["QQ==", "QQ", true],
    ["QQ==", "QR==", false],
    ["QUJD", "quJD", false],
    ["QUJD", "QUJ D", false],
    ["QUJD", "=QUJD", false],
    ["QUJD", "QUJD===", false],
  ])("%s and %s: %s", (asked, actual, same) => {
    expect(holds("BinaryEquals", asked, actual)).toBe(same);
  });
});

describe("a date", () => {
  test.each([
    ["2020", "2020-01-01T00:00:00.000Z"],
    ["2020-03", "2020-03-01T00:00:00.000Z"],
    ["2020-03-04", "2020-03-04T00:00:00.000Z"],
    ["2020-03-04T05:06Z", "2020-03-04T05:06:00.000Z"],
    ["2020-03-04T05:06", "2020-03-04T05:06:00.000Z"],
    ["2020-03-04T05:06:07Z", "2020-03-04T05:06:07.000Z"],
    ["2020-03-04T05:06:07.25Z", "2020-03-04T05:06:07.250Z"],
    ["2020-03-04T05:06:07+02:30", "2020-03-04T02:36:07.000Z"],
    ["2020-03-04T05:06:07-02:30", "2020-03-04T07:36:07.000Z"],
    ["2020-03-04T23:59:59Z", "2020-03-04T23:59:59.000Z"],
    ["2020-02-29", "2020-02-29T00:00:00.000Z"],
    ["0050-01-01", "0050-01-01T00:00:00.000Z"],
    ["1577836801", "2020-01-01T00:00:01.000Z"],
    ["1577836801.5", "2020-01-01T00:00:01.500Z"],
    ["0", "1970-01-01T00:00:00.000Z"],
    ["19700", "1970-01-01T05:28:20.000Z"],
  ])("%s is %s", (text, moment) => {
    expect(new Date(readDate(text) ?? Number.NaN).toISOString()).toBe(moment);
  });

  test.each([
    "",
    "x2020-01-01",
    "2020-01-01x",
    "2020-1-1",
    "2020-13",
    "2020-00",
    "2020-01-00",
    "2020-02-30",
    "2021-02-29",
    "2020-01-01T24:00Z",
    "2020-01-01T00:60Z",
    "2020-01-01T00:00:60Z",
    "2020-01-01T00Z",
    "2020-01-01 00:00Z",
    "2020-01-01T00:00:00+0100",
    "2020-01-01T00:00:00.Z",
    "2020-01T00:00Z",
    "1577836801000000",
    "-5",
    "x5",
    "5x",
    "5.",
    "5.x",
  ])("%s is none", (text) => {
    expect(readDate(text)).toBeUndefined();
  });
});

describe("an address or range", () => {
  const hex = (text: string) =>
    readAddressRange(text)
      ?.groups.map((group) => group.toString(16))
      .join(":");

  test.each([
    ["203.0.113.7", "cb00:7107"],
    ["255.255.0.1", "ffff:1"],
    ["::", "0:0:0:0:0:0:0:0"],
    ["::1", "0:0:0:0:0:0:0:1"],
    ["1::", "1:0:0:0:0:0:0:0"],
    ["2001:DB8::a:b", "2001:db8:0:0:0:0:a:b"],
    ["1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"],
    ["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"],
    ["::ffff:203.0.113.7", "0:0:0:0:0:ffff:cb00:7107"],
    ["64:ff9b::203.0.113.7", "64:ff9b:0:0:0:0:cb00:7107"],
    ["1:2:3:4:5:6:203.0.113.7", "1:2:3:4:5:6:cb00:7107"],
  ])("%s is %s", (text, groups) => {
    expect(hex(text)).toBe(groups);
    expect(readAddressRange(text)?.prefix).toBe(groups.split(":").length * 16);
  });

  test.each([
    "",
    "1.2.3",
    "1.2.3.4.5",
    "1.2.3.256",
    "1.2.3.x",
    "x1.2.3.4",
    "1.2.3.4x",
    "1.2.3.0004",
    "1.2.3.",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7:8::",
    "1::2::3",
    "12345::",
    "g::",
    "xg1::",
    "::1g",
    ":1",
    "1:::2",
    "::203.0.113.7:1",
    "::203.0.113.256",
    "203.0.113.7::",
    "1.2.3.4/33",
    "1.2.3.4/",
    "1.2.3.4/x",
    "1.2.3.4/8x",
    "1.2.3.4/x8",
    "1.2.3.4/8/8",
    "1.2.3.4/0008",
    "::/129",
  ])("%s is none", (text) => {
    expect(readAddressRange(text)).toBeUndefined();
  });

  test.each([
    ["10.0.0.0/8", "10.255.0.1", true],
    ["10.0.0.0/8", "11.0.0.1", false],
    ["10.128.0.0/9", "10.127.0.1", false],
    ["10.128.0.0/9", "10.128.0.1", true],
    ["10.1.0.0/16", "10.1.2.3", true],
    ["10.1.2.0/23", "10.1.3.3", true],
    ["10.1.2.0/23", "10.1.4.3", false],
    ["10.1.2.3/32", "10.1.2.3", true],
    ["10.1.2.3/32", "10.1.2.2", false],
    ["0.0.0.0/0", "255.255.255.255", true],
    ["10.0.0.0/8", "10.0.0.0/16", true],
    ["10.0.0.0/8", "10.0.0.0/8", true],
    ["10.0.0.0/16", "10.0.0.0/8", false],
    ["2001:db8::/32", "2001:db8:ffff::1", true],
    ["2001:db8::/32", "2001:db9::1", false],
    ["2001:db8::/127", "2001:db8::1", true],
    ["2001:db8::/127", "2001:db8::2", false],
    ["::/0", "10.0.0.1", false],
    ["0.0.0.0/0", "::ffff:10.0.0.1", false],
    ["::ffff:10.0.0.0/104", "::ffff:10.9.9.9", true],
    ["::ffff:10.0.0.0/104", "::ffff:11.0.0.1", false],
  ])("%s covers %s: %s", (range, address, covered) => {
    const [one, other] = [readAddressRange(range), readAddressRange(address)];
    expect(one && other && rangeCovers(one, other)).toBe(covered);
    expect(holds("IpAddress", range, address)).toBe(covered);
    expect(holds("NotIpAddress", range, address)).toBe(!covered);
  });
});
