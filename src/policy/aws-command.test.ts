import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, it } from "vitest";
import { awsCommand, iamCommand, shellWord } from "./aws-command.ts";

it("a shell reads a quoted text back as it was", () => {
  const text = fc.string({ unit: "grapheme" }).filter((each) => !each.includes("\0"));
  fc.assert(
    fc.property(text, (each) => {
      const read = execFileSync("sh", ["-c", `printf %s ${shellWord(each)}`]);
      expect(read.toString()).toBe(each);
    }),
    { numRuns: 40 },
  );
});

it("keeps a value that begins with a dash from being an option", () => {
  expect(awsCommand("iam", "get-role", { "role-name": "-x; rm" })).toBe(
    "aws iam get-role --role-name='-x; rm'",
  );
});

it("names a region for IAM in the partitions whose endpoint is not the default", () => {
  const commandIn = (partition: string) => iamCommand(partition, "get-role", { "role-name": "R" });
  expect(commandIn("aws")).toBe("aws iam get-role --role-name R");
  expect(commandIn("aws-us-gov")).toBe("aws iam get-role --region us-gov-west-1 --role-name R");
  expect(commandIn("aws-cn")).toBe("aws iam get-role --region cn-north-1 --role-name R");
});
