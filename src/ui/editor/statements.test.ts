import { describe, expect, it } from "vitest";
import type { GeneratedDocument } from "#generator";
import { printPolicy } from "#policy";
import { statementAt, statementsIn } from "./statements.ts";

const statement = (Sid: string, Action: string) =>
  ({ Sid, Effect: "Allow", Action, Resource: "*" }) as const;
const reason = { sid: "Decrypt", reason: "reads blocks", serves: ["Read the data"], source: "" };
const generated: GeneratedDocument = {
  id: "t1/identity",
  owner: "t1",
  kind: "identity",
  account: "222222222222",
  name: "R",
  attachTo: { to: "role", roleName: "R", roleArn: "" },
  text: printPolicy({ Version: "2012-10-17", Statement: [statement("Decrypt", "kms:Decrypt")] }),
  statements: [reason],
};

describe("the statement under the cursor", () => {
  const at = (text: string, mark: string) =>
    statementAt(statementsIn(text, generated), text.indexOf(mark));

  it("has the reason it was generated for", () => {
    expect(at(generated.text, "kms:Decrypt")).toMatchObject({ origin: "generated", reason });
  });

  it("still has it when only the layout changed", () => {
    const minified = JSON.stringify(JSON.parse(generated.text));
    expect(at(minified, "kms:Decrypt")).toMatchObject({ origin: "generated", reason });
  });

  it("counts as changed after the user edits it", () => {
    const text = generated.text.replace("kms:Decrypt", "kms:Encrypt");
    expect(at(text, "kms:Encrypt")).toMatchObject({ origin: "changed", reason });
  });

  it("counts as the user's if no statement was generated with its Sid", () => {
    const text = generated.text.replace('"Decrypt"', '"Mine"');
    const found = at(text, "kms:Decrypt");
    expect(found).toMatchObject({ origin: "yours", sid: "Mine", number: 1 });
    expect(found?.reason).toBeUndefined();
  });

  it("is found while the text after it is not JSON", () => {
    const text = generated.text.replace(/\]\s*\}$/, ", {");
    expect(at(text, "kms:Decrypt")).toMatchObject({ sid: "Decrypt" });
  });

  it("is none outside the statements", () => {
    expect(at(generated.text, "Version")).toBeUndefined();
    expect(statementsIn("", generated)).toEqual([]);
  });
});
