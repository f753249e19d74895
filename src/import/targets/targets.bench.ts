import { bench, describe } from "vitest";
import { readTargets, targetsFrom } from "#import";
import { defaultScenario } from "#scenario";

const keyId = (number: number) =>
  `0e6ce5cf-2f43-44a1-9d8e-${number.toString(16).padStart(12, "0")}`;
/** A table of a thousand accounts with five keys each. */
const table = [
  "account,name,role,key",
  ...Array.from({ length: 5_000 }, (_, index) => {
    const account = 300_000_000_000 + Math.floor(index / 5);
    return `${account},Account ${account},CadoResponseRole,arn:aws:kms:eu-west-1:${account}:key/${keyId(index)}`;
  }),
].join("\n");
const { rows } = readTargets([{ text: table }]);

describe("5,000 rows", () => {
  bench("read", () => {
    readTargets([{ text: table }]);
  });
  bench("check and take", () => {
    targetsFrom(rows, defaultScenario, { mode: "add", defaults: {} });
  });
});
