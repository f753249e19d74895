import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { authorize, requestContext } from "#engine";
import { importText } from "#import";
import { type Policy, parseDocument } from "#policy";
import { presets } from "#scenario";
import { encodeState } from "#share";
import { expectAccessibleInBothThemes } from "./accessible.ts";
import { DocumentsPage } from "./documents-page.ts";
import { test as base, expect } from "./fixtures.ts";
import { ImportPage } from "./import-page.ts";

const test = base.extend<{ documents: DocumentsPage; importer: ImportPage }>({
  documents: async ({ page, context }, use) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const documents = new DocumentsPage(page);
    await documents.start();
    await use(documents);
  },
  importer: async ({ page, documents }, use) => {
    // The button to import policies appears with the documents.
    await expect(documents.editor).toBeVisible();
    await use(new ImportPage(page));
  },
});

test.use({ viewport: { width: 1440, height: 900 }, keepsPage: true });
test.slow();

const targetIdentity = /^Identity policy.* CadoResponseCrossAccountRole/;
const targetTrust = /^Trust policy.* CadoResponseCrossAccountRole/;
const targetKey = /^Key policy.* us-east-1/;

const exampleFile = (name: string) =>
  readFile(new URL(`./imported/${name}`, import.meta.url), "utf8");

function policyIn(text: string): Policy {
  const parsed = parseDocument(text);
  if (!parsed.ok) throw new Error(`no JSON: ${text}`);
  return parsed.policy;
}

/** What a document decides of many requests: by the authorizer, so that only meaning counts. */
function meaningOf(text: string, slot: "identityPolicies" | "resourcePolicy"): readonly string[] {
  const policy = policyIn(text);
  const policies =
    slot === "identityPolicies" ? { identityPolicies: [policy] } : { resourcePolicy: policy };
  const own = "arn:aws:iam::222222222222:role/";
  const key = "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  const requests = [
    ...[
      "Decrypt",
      "Encrypt",
      "CreateGrant",
      "DescribeKey",
      "PutKeyPolicy",
      "ScheduleKeyDeletion",
    ].map((name) => ({ action: `kms:${name}`, resource: key })),
    ...[
      "ebs:GetSnapshotBlock",
      "ec2:DeleteSnapshot",
      "ec2:CreateVolume",
      "s3:ListAllMyBuckets",
    ].map((action) => ({ action, resource: "*" })),
    { action: "sts:AssumeRole", resource: `${own}CadoResponseCrossAccountRole` },
  ];
  const principals = [
    `${own}CadoResponseCrossAccountRole`,
    `${own}KeyAdministrators`,
    `${own}Workload`,
    "arn:aws:iam::222222222222:root",
    "arn:aws:iam::111111111111:role/CadoResponseRole",
  ];
  return principals.flatMap((principal) =>
    requests.flatMap(({ action, resource }) =>
      [
        {},
        { "kms:GrantIsForAWSResource": "true", "kms:ViaService": "ec2.us-east-1.amazonaws.com" },
      ].map((context) => {
        const request = { principal, action, resource, resourceAccount: "222222222222", context };
        const { outcome } = authorize({ ...request, context: requestContext(request) }, policies);
        return `${principal} ${action} ${JSON.stringify(context)}: ${outcome}`;
      }),
    ),
  );
}

async function downloaded(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download", exact: true }).click(),
  ]);
  return readFile(await download.path(), "utf8");
}

async function verifiedGreen(page: Page): Promise<void> {
  const verdict = page.locator("#part-verdict").getByRole("status").first();
  await expect(verdict).toContainText("Import works: 3 of 3 steps.");
}

/** 200 roles, one of them the scenario's, as `aws iam get-account-authorization-details` prints them. */
function authorizationDetails(): string {
  const trust = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111111111111:role/CadoResponseRole" },
        Action: "sts:AssumeRole",
      },
    ],
  };
  const inline = {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Keys",
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:DescribeKey", "kms:ListAliases"],
        Resource: "*",
      },
    ],
  };
  const roles = Array.from({ length: 200 }, (_, index) => {
    const name = index === 137 ? "CadoResponseCrossAccountRole" : `Workload${index}`;
    return {
      Path: "/",
      RoleName: name,
      RoleId: `AROAEXAMPLE${String(index).padStart(10, "0")}`,
      Arn: `arn:aws:iam::222222222222:role/${name}`,
      CreateDate: "2024-03-01T09:00:00+00:00",
      AssumeRolePolicyDocument: trust,
      InstanceProfileList: [],
      RolePolicyList: [{ PolicyName: "Keys", PolicyDocument: inline }],
      AttachedManagedPolicies: [],
      Tags: [],
    };
  });
  return JSON.stringify({
    UserDetailList: [],
    GroupDetailList: [],
    RoleDetailList: roles,
    Policies: [],
  });
}

test.describe("imported policies are merged and verified, and keep their meaning", () => {
  test("policies, a key policy and 200 roles", async ({ page, documents, importer }) => {
    await test.step("a policy of the vendor's shape, in YAML", async () => {
      await importer.open();
      await importer.choose("vendor-policy.yaml");
      await expect(importer.texts).toContainText("IAM policy in YAML");
      await importer
        .target(/vendor-policy/)
        .selectOption({ label: "Identity policy of CadoResponseCrossAccountRole" });
      await importer.review();
      await expect(importer.dialog).toContainText("Nothing to add");
      // The dialog warns about their kms:CreateGrant on every resource.
      await expect(importer.dialog).toContainText("that the current documents refuse");
      await importer.apply();
      await verifiedGreen(page);
      await documents.open(targetIdentity);
      const [policy] = importText(await exampleFile("vendor-policy.yaml")).policies;
      const text = await downloaded(page);
      expect(policyIn(text).Statement).toHaveLength(15);
      expect(meaningOf(text, "identityPolicies")).toEqual(
        meaningOf(policy?.text ?? "", "identityPolicies"),
      );
    });

    await test.step("a key policy from get-key-policy, byte for byte", async () => {
      await page.getByRole("button", { name: "Undo", exact: true }).click();
      await importer.open();
      await importer.choose("get-key-policy.json");
      await expect(importer.texts).toContainText("Output of aws kms get-key-policy");
      await importer.review();
      await importer.apply();
      await verifiedGreen(page);
      await documents.open(targetKey);
      const { Policy: theirs } = JSON.parse(await exampleFile("get-key-policy.json"));
      const text = await downloaded(page);
      expect(text).toBe(theirs);
      expect(meaningOf(text, "resourcePolicy")).toEqual(meaningOf(theirs, "resourcePolicy"));
    });

    await test.step("account authorization details with 200 roles", async () => {
      await page.getByRole("button", { name: "Undo", exact: true }).click();
      await importer.open();
      await importer.choose({ name: "details.json", text: authorizationDetails() });
      await expect(importer.texts).toContainText("400 policies");
      // The scenario's role comes first and is chosen; no other role is.
      await expect(importer.dialog).toContainText("2 policies for 2 documents");
      await expect(importer.policies.getByRole("combobox")).toHaveCount(30);
      await importer.policies.getByRole("searchbox").fill("Workload42");
      await expect(importer.policies.getByRole("combobox")).toHaveCount(2);
      await importer.review();
      await importer.apply();
      await verifiedGreen(page);
      await documents.open(targetTrust);
      const text = await downloaded(page);
      const trust = JSON.parse(authorizationDetails()).RoleDetailList[137].AssumeRolePolicyDocument;
      expect(meaningOf(text, "resourcePolicy")).toEqual(
        meaningOf(JSON.stringify(trust), "resourcePolicy"),
      );
    });
  });

  test("templates and plans", async ({ page, documents, importer }) => {
    await test.step("a StackSet template, with its unresolved values", async () => {
      await importer.open();
      await importer.choose("stack-set.yaml");
      await expect(importer.texts).toContainText("StackSet");
      await expect(importer.dialog).toContainText("2 policies for 2 documents");
      await importer.review();
      await importer.apply();
      await verifiedGreen(page);
      await documents.open(targetIdentity);
      const text = await documents.text();
      // The document's account and partition replace the pseudo parameters.
      expect(text).toContain("arn:aws:kms:*:222222222222:key/*");
      expect(text).toContain("ReadSnapshotBlocks");
      const statements = policyIn(text).Statement;
      expect(Array.isArray(statements) && statements.length).toBeGreaterThan(2);
    });

    await test.step("a Terraform plan", async () => {
      await page.getByRole("button", { name: "Undo", exact: true }).click();
      await importer.open();
      await importer.choose("terraform-plan.json");
      await expect(importer.texts).toContainText("Terraform plan");
      await importer.review();
      await importer.apply();
      await verifiedGreen(page);
      await documents.open(targetIdentity);
      const text = await documents.text();
      // Two policies of one role are merged into one document.
      expect(text).toContain('"UseKeys"');
      expect(text).toContain('"ReadBlocks"');
    });
  });
});

test("undo reverts an import in one step and restores earlier edits", async ({
  documents,
  importer,
  page,
}) => {
  await documents.open(targetIdentity);
  await documents.replace("kms:Decrypt", "kms:Encrypt");
  const mine = await documents.text();
  await importer.open();
  await importer.choose("terraform-plan.json");
  await importer.review();
  await importer.apply();
  await documents.open(targetIdentity);
  expect(await documents.text()).not.toBe(mine);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => documents.text()).toBe(mine);
});

test("files are read wherever they are dropped; a refused file says why", async ({
  documents,
  importer,
  page,
}) => {
  await test.step("a file that is too long and a YAML bomb do not change the work", async () => {
    const before = await documents.text();
    await importer.open();
    await importer.choose({ name: "huge.json", text: "x".repeat(6 * 1024 * 1024) });
    await expect(importer.texts).toContainText("6.0 MiB");
    const bomb = [
      "a: &a [x,x,x,x,x,x,x,x,x]",
      ..."bcdefghi".split("").map((name, index) => {
        const before = "abcdefgh"[index];
        return `${name}: &${name} [${Array(9).fill(`*${before}`).join(",")}]`;
      }),
    ].join("\n");
    await importer.choose({ name: "bomb.yaml", text: bomb });
    await expect(
      importer.texts.getByRole("listitem").filter({ hasText: "bomb.yaml" }),
    ).toBeVisible();
    await expect(importer.dialog.getByRole("button", { name: /^Review/ })).toBeDisabled();
    await importer.dialog.getByRole("button", { name: "Cancel" }).click();
    expect(await documents.text()).toBe(before);
  });

  await test.step("files dropped anywhere on the page are read", async () => {
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['{"Version":"2012-10-17","Statement":[]}'], "dropped.json"));
      return transfer;
    });
    await page.dispatchEvent("body", "drop", { dataTransfer: data });
    await expect(importer.texts).toContainText("dropped.json");
  });
});

test("policies are imported by keyboard, from the examples and as a link", async ({
  importer,
  page,
}) => {
  await test.step("typed text is kept when the dialog closes; the focus returns to the box when a text is removed", async () => {
    const box = importer.dialog.getByLabel("Paste a policy");
    await importer.open();
    await page.keyboard.type("not a policy");
    await page.keyboard.press("Escape");
    await expect(importer.dialog).toBeHidden();
    await importer.open();
    await expect(box).toHaveValue("not a policy");
    await importer.dialog.getByRole("button", { name: "Read the text" }).click();
    await importer.texts.getByRole("button", { name: "Remove Pasted text" }).click();
    await expect(box).toBeFocused();
  });

  await test.step("the list of examples offers to import policies", async () => {
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await page.getByRole("button", { name: "Start from…" }).click();
    await page.getByRole("button", { name: "Import your policies…" }).click();
    await expect(importer.dialog.getByLabel("Paste a policy")).toBeVisible();
    await expect(importer.dialog).toContainText(
      "aws iam get-role --role-name CadoResponseCrossAccountRole",
    );
  });

  await test.step("a Keyhole link opens only after the user confirms", async () => {
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    const [, , sameAccount] = presets;
    const link = `https://keyhole.example/#${await encodeState({ scenario: sameAccount?.scenario ?? presets[0].scenario, edits: {} })}`;
    await importer.open();
    await importer.dialog.getByLabel("Paste a policy").fill(link);
    await importer.dialog.getByRole("button", { name: "Read the text" }).click();
    await expect(importer.texts).toContainText("Keyhole link");
    const tabs = page.locator("#part-documents").getByRole("tab", { includeHidden: true });
    await expect(tabs).toHaveCount(4);
    await importer.dialog.getByRole("button", { name: "Open the link" }).click();
    await expect(importer.dialog).toBeHidden();
    await expect(tabs).toHaveCount(2);
  });
});

test("Tighten proposes the answers that the vendor's policy implies, and applies the least policy", async ({
  importer,
  page,
}) => {
  await importer.open();
  await importer.choose("vendor-policy.yaml");
  await importer
    .target(/vendor-policy/)
    .selectOption({ label: "Identity policy of CadoResponseCrossAccountRole" });
  await importer.dialog.getByRole("button", { name: /^Tighten/ }).click();
  await expect(
    importer.dialog.getByRole("checkbox", { name: "CreateGrant: Unrestricted" }),
  ).toBeChecked();
  await expect(importer.dialog.getByRole("row", { name: /kms:CreateGrant/ })).toContainText(
    "Grants for any principal",
  );
  await expect(importer.dialog).toContainText(/refuses \d+ more abuses/);
  // The policy names every key; the scenario's key stays.
  await importer.dialog.getByRole("checkbox", { name: /^Keys:/ }).uncheck();
  await importer.dialog.getByRole("button", { name: "Use the least policy" }).click();
  await expect(
    page.locator("#part-answers").getByRole("radio", { name: /Withhold/ }),
  ).toBeChecked();
});

test("every step of the dialog passes axe, in both themes", async ({ importer, page }) => {
  const check = (step: string) => expectAccessibleInBothThemes(page, step, "[role=dialog]");
  await importer.open();
  await check("empty");
  await importer.choose("terraform-plan.json");
  await expect(importer.policies).toBeVisible();
  await check("policies found");
  await importer.dialog
    .getByRole("button", { name: /^Tighten/ })
    .first()
    .click();
  await check("tighten");
  await importer.dialog.getByRole("button", { name: "Back" }).click();
  await importer.review();
  await check("review");
});
