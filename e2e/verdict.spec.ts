import type { Locator, Page } from "@playwright/test";
import { expectAccessibleInBothThemes } from "./accessible.ts";
import { expect, test } from "./fixtures.ts";

const presets = [
  "Vendor’s EBS direct policy",
  "Vendor’s default",
  "Same account",
  "Cross-account",
  "Cross-region",
  "AWS managed key, other account",
  "Multi-Region key",
];

const keyArn = "arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";

function verdict(page: Page): Locator {
  return page.locator("#part-verdict");
}

function abuses(page: Page): Locator {
  return verdict(page)
    .locator("section")
    .filter({ has: page.getByRole("heading", { name: "Abuses" }) });
}

async function startFrom(page: Page, preset: string) {
  await page.getByRole("button", { name: "Start from…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: preset, exact: true }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
}

/** Replaces the text of the open document by a paste: Monaco then adds no brackets. */
async function pasteDocument(page: Page, tab: RegExp, text: string) {
  await page.getByRole("tab", { name: tab }).click();
  const editor = page
    .getByRole("region", { name: "Documents" })
    .getByRole("textbox", { name: /, text$/ });
  await editor.focus();
  await page.keyboard.press("Control+a");
  await editor.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    element.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);
}

/** The target role's identity policy: the second identity policy of the presets across accounts. */
const targetIdentity = /^Identity policy.*CadoResponseCrossAccountRole/;
const platformIdentity = /^Identity policy.*CadoResponseRole/;

function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2);
}

test.describe.configure({ timeout: 150_000 });
test.use({ viewport: { width: 1440, height: 900 }, keepsPage: true });

test.beforeEach(async ({ page }) => {
  await page.goto("/#1.vendor-ebs-direct");
  // The checker and the editor load after the page, which takes time on a busy machine.
  await expect(verdict(page).getByText(/^Import works/)).toBeVisible({ timeout: 40_000 });
});

test("every example works, and the vendor's default leaves open what the answers refuse", async ({
  page,
}) => {
  await test.step("every example works, and only abuses that its answers allow are open", async () => {
    for (const preset of presets) {
      await startFrom(page, preset);
      await expect(verdict(page).getByText(/^Import works: (\d+) of \1 steps\.$/)).toBeVisible();
      await expect(abuses(page).getByRole("heading", { name: /^Open/ })).toHaveCount(0);
      await expect(abuses(page).getByRole("heading", { name: /^Refused: \d/ })).toBeVisible();
      await expect(verdict(page).getByText(/\d blocked$/)).toHaveCount(0);
    }
  });

  await test.step("the vendor's five actions on every key leave open what the answers refuse", async () => {
    await startFrom(page, "Cross-account");
    await pasteDocument(
      page,
      targetIdentity,
      policy(
        {
          Effect: "Allow",
          Action: [
            "kms:Encrypt",
            "kms:Decrypt",
            "kms:ReEncrypt*",
            "kms:GenerateDataKey*",
            "kms:CreateGrant",
          ],
          Resource: "*",
        },
        { Effect: "Allow", Action: ["kms:DescribeKey", "kms:ListAliases"], Resource: "*" },
      ),
    );
    await expect(verdict(page).getByText("9 abuses are open")).toBeVisible();
    await expect(verdict(page).getByText(/^Import works: 3 of 3 steps/)).toBeVisible();
    const open = abuses(page)
      .locator("div")
      .filter({ has: page.getByRole("heading", { name: "Open: 9" }) })
      .last();
    for (const abuse of [
      "Use the key directly, not through EC2",
      "Use another key of the account",
      "Give an outsider a grant on the key",
    ])
      await expect(open.getByRole("button", { name: abuse }).first()).toBeVisible();
  });
});

test("a broken step links to its statement, and an open abuse is shown", async ({ page }) => {
  await test.step("GrantIsForAWSResource beside Decrypt shows Decrypt failing, why, and where", async () => {
    await startFrom(page, "Cross-account");
    await pasteDocument(
      page,
      targetIdentity,
      policy(
        { Effect: "Allow", Action: ["kms:ListAliases", "kms:DescribeKey"], Resource: "*" },
        {
          Sid: "UseKeys",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:CreateGrant"],
          Resource: keyArn,
          Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
        },
      ),
    );
    await expect(verdict(page).getByText("Import stops: 2 of 3 steps.")).toBeVisible();
    // A broken step is open, so that its reason is visible without a click.
    await expect(
      verdict(page)
        .getByText(
          /statement UseKeys would, but its kms:GrantIsForAWSResource is true and the call/,
        )
        .first(),
    ).toBeVisible();

    await verdict(page)
      .getByRole("button", { name: /^Decrypt on key .* denied$/ })
      .click();
    const dialog = page.getByRole("dialog", { name: "Why: kms:Decrypt" });
    await expect(dialog.getByText("Bool kms:GrantIsForAWSResource")).toBeVisible();
    await expect(dialog.getByRole("row", { name: /kms:ViaService ec2\.eu-west-1/ })).toBeVisible();
    await dialog.getByRole("button", { name: "Check this request" }).click();
    const ask = page.getByRole("dialog", { name: "Check a request" });
    await expect(ask.getByRole("region", { name: "Result" })).toContainText("Denied: no identity");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);

    await verdict(page)
      .getByRole("button", { name: /^Show UseKeys/ })
      .first()
      .click();
    const documents = page.getByRole("region", { name: "Documents" });
    await expect(documents.getByRole("textbox", { name: /, text$/ })).toBeFocused();
    await expect(documents.getByRole("region", { name: "Why this statement" })).toContainText(
      "UseKeys",
    );

    await verdict(page)
      .getByRole("button", { name: /^Reset identity policy/ })
      .first()
      .click();
    await expect(verdict(page).getByText("Import works: 3 of 3 steps.")).toBeVisible();
  });

  await test.step("the vendor's published policy for temporary keys leaves the self-authorisation open", async () => {
    await startFrom(page, "AWS managed key, other account");
    await pasteDocument(
      page,
      platformIdentity,
      policy(
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Resource: "arn:aws:iam::222222222222:role/CadoResponseCrossAccountRole",
        },
        {
          Effect: "Allow",
          Action: ["kms:CreateKey", "kms:CreateAlias", "kms:DescribeKey", "kms:ListAliases"],
          Resource: "*",
        },
        {
          Effect: "Allow",
          Action: [
            "kms:Encrypt",
            "kms:Decrypt",
            "kms:ReEncrypt*",
            "kms:GenerateDataKey*",
            "kms:CreateGrant",
          ],
          Resource: "*",
        },
        {
          Effect: "Allow",
          Action: ["kms:DeleteAlias", "kms:ReplicateKey", "kms:ScheduleKeyDeletion"],
          Resource: "*",
          Condition: {
            "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/CadoResponse-KMS-Alias*" },
          },
        },
        {
          Effect: "Allow",
          Action: "iam:CreateServiceLinkedRole",
          Resource: "*",
          Condition: { StringEquals: { "iam:AWSServiceName": "mrk.kms.amazonaws.com" } },
        },
      ),
    );
    await expect(verdict(page).getByText(/abuses? (is|are) open/)).toBeVisible();
    const open = abuses(page)
      .locator("div")
      .filter({ has: page.getByRole("heading", { name: /^Open: / }) })
      .last();
    await expect(open.getByRole("button", { name: /prefix/ }).first()).toBeVisible();
  });
});

test("the verdict changes with answers and texts, and is shared", async ({
  page,
  newProfile,
  context,
}) => {
  await test.step("an answer closes an abuse that the answers leave open, and undo opens it again", async () => {
    await expect(abuses(page).getByText("Left open by your answers: 10")).toBeVisible();
    await abuses(page).getByRole("button", { name: "Apply: Allow use only through EC2." }).click();
    await expect(page.getByRole("switch", { name: /EC2/ })).toBeChecked();
    await expect(
      abuses(page).getByRole("button", { name: "Apply: Allow use only through EC2." }),
    ).toHaveCount(0);
    await expect(verdict(page).getByText(/^Import works/)).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(abuses(page).getByText("Left open by your answers: 10")).toBeVisible();

    await abuses(page).getByRole("button", { name: "Answer: Set an external id." }).click();
    await expect(page.getByRole("textbox", { name: "External id" })).toBeFocused();
  });

  await test.step("with invalid JSON the last verdict is shown as outdated until the text is valid again", async () => {
    await pasteDocument(page, targetIdentity, '{ "Version": "2012-10-17", "Statement": [');
    await expect(verdict(page).getByText("This verdict is outdated")).toBeVisible();
    await expect(verdict(page).getByText(/^Import works: 3 of 3/)).toBeVisible();
    await pasteDocument(page, targetIdentity, policy());
    await expect(verdict(page).getByText("This verdict is outdated")).toBeHidden();
    await expect(verdict(page).getByText(/^Import stops/)).toBeVisible();
  });

  await test.step("a link opens with the same verdict, and the verdict can be copied as Markdown", async () => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await pasteDocument(page, targetIdentity, policy());
    await expect(verdict(page).getByText(/^Import stops/)).toBeVisible();
    const summary = await verdict(page)
      .getByText(/^Import stops/)
      .textContent();
    await verdict(page).getByRole("button", { name: "Copy the verdict as Markdown" }).click();
    await expect(verdict(page).getByText("Copied the verdict as Markdown")).toBeVisible();
    const markdown = await page.evaluate(() => navigator.clipboard.readText());
    expect(markdown).toContain(
      `## Keyhole verdict\n\nExample: put in your accounts.\n\n${summary}`,
    );
    await page.getByRole("button", { name: "Copy link" }).click();
    await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const other = await newProfile();
    await other.goto(link);
    await expect(verdict(other).getByText(summary ?? "")).toBeVisible({ timeout: 40_000 });
  });
});

test("requests are checked and denials are explained", async ({ page }) => {
  await test.step("check a request: problems are shown and condition keys are suggested", async () => {
    await verdict(page).getByRole("button", { name: "Check request", exact: true }).click();
    const dialog = page.getByRole("dialog");
    const answer = dialog.getByRole("region", { name: "Result" });
    await dialog.getByLabel("Principal").fill("");
    await dialog.getByRole("button", { name: "Check", exact: true }).click();
    await expect(dialog.getByText("Enter a principal; * is an anonymous caller.")).toBeVisible();
    await dialog.getByLabel("Principal").fill("*");
    await page.keyboard.press("Tab");
    await dialog.getByRole("button", { name: "Check", exact: true }).click();
    await expect(answer).toContainText("Denied");
    await expect(answer).toContainText("No document is the identity policy of *");

    await dialog.getByLabel("Principal").fill("arn:aws:iam::111111111111:role/CadoResponseRole");
    await dialog.getByLabel("Action").fill("sts:AssumeRole");
    await dialog
      .getByLabel("Resource")
      .fill("arn:aws:iam::222222222222:role/CadoResponseCrossAccountRole");
    await dialog.getByRole("button", { name: "Add a condition key" }).click();
    await dialog.getByRole("combobox", { name: "Condition key 1" }).fill("aws:PrincipalOrgID");
    await dialog.getByLabel("Value of aws:PrincipalOrgID").fill("o-example");
    await dialog.getByRole("button", { name: "Check", exact: true }).click();
    await expect(answer).toContainText("Allowed");
    await expect(answer.getByRole("heading", { name: /Trust policy/ })).toBeVisible();
  });

  await test.step("explain a denial: an error message is read and decided, another text is refused with a message", async () => {
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await verdict(page).getByRole("button", { name: "Explain a denial" }).click();
    const dialog = page.getByRole("dialog");
    const said = dialog.getByLabel("Denial by AWS");
    await said.fill("Nothing that AWS would say");
    await expect(dialog.getByText(/This is neither a CloudTrail event/)).toBeVisible();
    await said.fill(
      `User: arn:aws:sts::222222222222:assumed-role/CadoResponseCrossAccountRole/import is not authorized to perform: kms:PutKeyPolicy on resource: ${keyArn.replace("eu-west-1", "us-east-1")} because no identity-based policy allows the kms:PutKeyPolicy action`,
    );
    await expect(
      dialog.getByText(/Read from an AWS error message: 1 denied request/),
    ).toBeVisible();
    await expect(
      dialog.getByText(/no identity policy of .* allows kms:PutKeyPolicy/),
    ).toBeVisible();
    // Without the key the request is not decided: neither allowed nor denied.
    await said.fill(
      "User: arn:aws:iam::333333333333:user/alice is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because no identity-based policy allows the kms:Decrypt action",
    );
    await expect(dialog.getByText(/does not name the key. Enter its ARN/)).toBeVisible();
    await expect(dialog.getByText(/^Not decided/)).toBeVisible();
    await expect(dialog.getByText(/^(Allowed|Denied)/)).toHaveCount(0);
    await dialog.getByRole("button", { name: "Check this request" }).click();
    await expect(dialog.getByLabel("Action")).toHaveValue("kms:Decrypt");
  });

  await test.step("explain a denial: a denied call of EC2 is found in a log with other calls", async () => {
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await pasteDocument(
      page,
      targetIdentity,
      policy({ Effect: "Allow", Action: "kms:DescribeKey", Resource: "*" }),
    );
    await expect(verdict(page).getByText(/^Import stops/)).toBeVisible();
    await verdict(page).getByRole("button", { name: "Explain a denial" }).click();
    const dialog = page.getByRole("dialog");
    const role = "arn:aws:sts::222222222222:assumed-role/CadoResponseCrossAccountRole/import";
    const key = keyArn.replace("eu-west-1", "us-east-1");
    // CloudTrail writes neither parameters nor resources for denied calls of EC2.
    const denied = {
      eventVersion: "1.11",
      userIdentity: {
        type: "AssumedRole",
        arn: role,
        accountId: "222222222222",
        invokedBy: "ec2-frontend-api.amazonaws.com",
      },
      eventSource: "kms.amazonaws.com",
      eventName: "Decrypt",
      awsRegion: "us-east-1",
      sourceIPAddress: "ec2-frontend-api.amazonaws.com",
      errorCode: "AccessDenied",
      errorMessage: `User: ${role} is not authorized to perform: kms:Decrypt on resource: ${key} because no identity-based policy allows the kms:Decrypt action`,
      requestParameters: null,
    };
    const { errorCode: _code, errorMessage: _message, ...allowed } = denied;
    const described = { ...allowed, eventName: "DescribeKey", requestParameters: { keyId: key } };
    const Records = [...Array.from({ length: 300 }, () => described), denied];
    await dialog.getByLabel("Denial by AWS").fill(JSON.stringify({ Records }));
    await expect(dialog.getByText("Read from CloudTrail: 1 denied request.")).toBeVisible();
    await expect(
      dialog.getByText("300 events were not denied and are left out: 300 succeeded."),
    ).toBeVisible();
    await expect(
      dialog.getByText(/omits the condition keys of the call.*aws:ebs:id/),
    ).toBeVisible();
    await expect(dialog.getByText(/no identity policy of .* allows kms:Decrypt/)).toBeVisible();
    await dialog.getByRole("button", { name: "Check this request" }).click();
    await expect(dialog.getByLabel("Resource")).toHaveValue(key);
    const viaService = dialog.getByLabel("Value of kms:ViaService");
    // The request before had the same key: its list of condition keys may still be shown, and closes with it.
    await expect(async () => {
      if (!(await viaService.isVisible()))
        await dialog.getByRole("button", { name: /^Condition keys: \d/ }).click();
      await expect(viaService).toHaveValue("ec2.us-east-1.amazonaws.com", { timeout: 2_000 });
    }).toPass();
  });
});

test("axe finds nothing in the verdict and its dialogs, in both themes", async ({ page }) => {
  // accessibility.spec.ts checks the rest of the page.
  const check = (state: string, part = "[role=dialog]") =>
    expectAccessibleInBothThemes(page, state, part);
  await pasteDocument(page, targetIdentity, policy());
  await expect(verdict(page).getByText(/^Import stops/)).toBeVisible();
  await verdict(page)
    .getByRole("button", { name: /^Refused/ })
    .click();
  await check("a broken import", "#part-verdict");
  await verdict(page)
    // The step that stops the import is open; what follows is not reached.
    .getByRole("button", { name: /^DescribeKey on key/ })
    .click();
  await expect(page.getByRole("dialog").getByText("Evaluated statements")).toBeVisible();
  await check("why");
  await page.getByRole("button", { name: "Check this request" }).click();
  await expect(page.getByRole("region", { name: "Result" })).toContainText("Denied");
  await check("ask");
  await page.getByRole("tab", { name: "Explain a denial" }).click();
  await check("explain a denial");
  await page.keyboard.press("Escape");
  await pasteDocument(page, targetIdentity, "{");
  await expect(verdict(page).getByText("This verdict is outdated")).toBeVisible();
  await check("a verdict that is kept", "#part-verdict");
});
