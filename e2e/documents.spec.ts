import { readFile } from "node:fs/promises";
import type { Download, Page } from "@playwright/test";
import { unzipSync } from "fflate";
import { presets, type Scenario } from "#scenario";
import { encodeState } from "#share";
import { expectAccessibleInBothThemes } from "./accessible.ts";
import { DocumentsPage } from "./documents-page.ts";
import { test as base, expect } from "./fixtures.ts";

const test = base.extend<{ documents: DocumentsPage }>({
  documents: async ({ page, context }, use) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const documents = new DocumentsPage(page);
    await documents.start();
    await use(documents);
  },
});

const targetIdentity = /^Identity policy.* CadoResponseCrossAccountRole/;
const targetTrust = /^Trust policy.* CadoResponseCrossAccountRole/;
const targetKey = /^Key policy.* us-east-1/;

test.use({ viewport: { width: 1440, height: 900 }, keepsPage: true });
// Each test fetches and starts Monaco again, on machines with two cores that others use too.
test.slow();

async function answerPlatformAccount(page: Page, account: string) {
  const field = page.locator("#part-answers").getByLabel("Account id").first();
  await field.fill(account);
  await field.blur();
}

/** Twenty target accounts with a key each: 61 documents. */
function manyTargets(): Scenario {
  const [{ scenario }] = presets;
  const targets = Array.from({ length: 20 }, (_, index) =>
    scenario.targets.map((target) => ({
      ...target,
      id: `t${index + 1}`,
      account: `2222222222${String(index).padStart(2, "0")}`,
    })),
  );
  return { ...scenario, targets: targets.flat() };
}

async function contentOf(download: Download): Promise<Buffer> {
  return readFile(await download.path());
}

test.describe("reading", () => {
  test("the documents are gone through, and each says why, how large and how to attach it", async ({
    documents,
    page,
  }) => {
    await test.step("every document has a tab under its account, and the arrow keys go through them", async () => {
      const platform = page.getByRole("tablist", { name: "Documents of account 111111111111" });
      const target = page.getByRole("tablist", { name: "Documents of account 222222222222" });
      await expect(platform.getByRole("tab")).toHaveText([/^Identity policy.*CadoResponseRole$/]);
      await expect(target.getByRole("tab")).toHaveText([
        /^Identity policy/,
        /^Trust policy/,
        /^Key policy.*us-east-1/,
      ]);
      await platform.getByRole("tab").click();
      await page.keyboard.press("ArrowRight");
      await expect(documents.tab(targetIdentity)).toBeFocused();
      await page.keyboard.press("End");
      await expect(documents.tab(targetKey)).toBeFocused();
      await expect(page.getByRole("tabpanel", { name: /^Key policy of 1234abcd/ })).toContainText(
        "EnableIamPolicies",
      );
      await page.keyboard.press("ArrowDown");
      await expect(platform.getByRole("tab")).toBeFocused();
    });

    await test.step("the panel shows the reason for the statement under the cursor", async () => {
      await documents.open(targetIdentity);
      await expect(documents.reason).toContainText("Put the cursor into a statement");
      await documents.putCursor('"DescribeSourceKeys"');
      await expect(documents.reason).toContainText(
        "EBS requires it of every user of an encrypted volume",
      );
      await expect(documents.reason).toContainText("Look up the key, Read the blocks");
      await expect(documents.reason).toContainText("EBS User Guide");
      await page.getByRole("button", { name: "Next statement" }).click();
      await expect(documents.reason).toContainText("UseSourceKeys");
      await page.keyboard.press("Enter");
      await expect(documents.reason).toContainText("GrantOnSourceKeys");
    });

    await test.step("each kind of document shows its size and how to attach it", async () => {
      const cases = [
        [targetIdentity, /of 6,144 characters without white space/, "aws iam attach-role-policy"],
        [
          targetTrust,
          /of 2,048 characters without white space/,
          "aws iam update-assume-role-policy",
        ],
        [
          targetKey,
          /of 32,768 bytes/,
          "aws kms put-key-policy --region us-east-1 --key-id arn:aws",
        ],
      ] as const;
      for (const [name, size, command] of cases) {
        await documents.open(name);
        await expect(page.getByRole("tabpanel", { name: / of / }).getByText(size)).toBeVisible();
        await page.getByRole("button", { name: "How to attach" }).click();
        await expect(page.getByRole("dialog")).toContainText(command);
        await page.keyboard.press("Escape");
        await expect(page.getByRole("dialog")).toBeHidden();
      }
    });
  });

  test("many documents are searched: behind a button at 1440 px, in a list at 2000 px", async ({
    page,
  }) => {
    await page.goto(`/#${await encodeState({ scenario: manyTargets(), edits: {} })}`);
    for (const [width, account] of [
      [1440, "222222222207"],
      [2000, "222222222211"],
    ] as const)
      await test.step(`${width} px`, async () => {
        await page.setViewportSize({ width, height: 900 });
        const choose = page.getByRole("button", { name: "Choose among 61 documents" });
        if (width === 1440) await choose.click();
        else await expect(choose).toBeHidden();
        await page
          .getByRole("searchbox", { name: "Search the documents" })
          .fill(`trust ${account}`);
        await page.getByRole("tab", { name: /^Trust policy/ }).click();
        await expect(page.getByRole("tabpanel", { name: /^Trust policy of / })).toBeVisible();
        await expect(page.getByRole("heading", { level: 2, name: /^Trust policy/ })).toBeVisible();
        if (width === 1440) await expect(choose).toBeFocused();
      });
  });

  test("the text is shown before the editor loads, and does not move when it loads", async ({
    page,
  }) => {
    let letIn = () => {};
    const arrived = new Promise<void>((resolve) => {
      letIn = resolve;
    });
    await page.route("**/monaco-*.js", async (route) => {
      await arrived;
      await route.continue();
    });
    await page.goto("/");
    const line = page.getByRole("tabpanel").getByText("AssumeTargetRoles");
    await expect(line).toBeVisible({ timeout: 30_000 });
    const middle = async () => {
      const box = await line.first().boundingBox();
      return (box?.y ?? 0) + (box?.height ?? 0) / 2;
    };
    const before = await middle();
    letIn();
    await expect(page.getByRole("textbox", { name: /, text/ })).toBeVisible({ timeout: 30_000 });
    // Monaco draws a line again when its colours are loaded; the line has no position for a moment.
    await expect.poll(async () => Math.abs((await middle()) - before)).toBeLessThanOrEqual(1);
  });

  test("if the editor cannot load, the text can be edited in a plain field, and trying again loads the editor", async ({
    page,
    guard,
  }) => {
    guard.allow(/Failed to load resource: net::ERR_FAILED/);
    await page.route("**/monaco-*.js", (route) => route.abort());
    await page.goto("/");
    await expect(page.getByText("The editor could not be loaded")).toBeVisible({ timeout: 30_000 });
    const field = page.getByRole("textbox", { name: /, text/ });
    await field.fill("{}");
    await expect(page.getByRole("tab", { name: /edited/ })).toBeVisible();
    await page.unroute("**/monaco-*.js");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("Leave the editor by keyboard")).toBeVisible();
    await expect(page.getByText("The editor could not be loaded")).toBeHidden();
    await expect(page.locator(".monaco-editor").first()).toBeVisible({ timeout: 30_000 });
  });
});

test.describe("editing", () => {
  test("an edit marks document and statement; comparing shows both; reset and undo go back", async ({
    documents,
    page,
  }) => {
    // Compared texts begin at the top: the changed line is in sight on a high screen.
    await page.setViewportSize({ width: 1440, height: 1700 });
    await documents.open(targetIdentity);
    const generated = await documents.text();
    await documents.putCursor('"kms:Decrypt"');
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.type("X");
    await expect(documents.tab(targetIdentity)).toHaveAccessibleName(/edited/);
    await expect(documents.reason).toContainText("changed by you");
    const edited = await documents.text();
    expect(edited).toBe(generated.replace("kms:Decrypt", "kms:DecryptX"));

    await page.getByRole("button", { name: "Compare", exact: true }).click();
    await expect(page.getByRole("textbox", { name: /Generated text/ })).toHaveCount(1);
    await expect(page.getByText('"kms:DecryptX"', { exact: true }).first()).toBeVisible();
    await expect(page.getByText('"kms:Decrypt"', { exact: true }).first()).toBeVisible();
    await page.getByRole("button", { name: "Compare", exact: true }).click();
    await expect(page.getByRole("textbox", { name: /Generated text/ })).toHaveCount(0);

    await page.getByRole("button", { name: "Reset this document" }).click();
    await expect(documents.tab(targetIdentity)).not.toHaveAccessibleName(/edited/);
    expect(await documents.text()).toBe(generated);
    await page.getByRole("button", { name: "Undo" }).click();
    expect(await documents.text()).toBe(edited);
  });

  test("the user's text is recognised, formatted, marked where its syntax is wrong, and reset", async ({
    documents,
    page,
  }) => {
    await test.step("a statement of the user has no generated reason", async () => {
      await documents.open(targetTrust);
      await documents.replace('"PlatformAssumesRole"', '"MyOwn"');
      await documents.putCursor('"MyOwn"');
      await expect(documents.reason).toContainText("You wrote this statement");
    });

    await test.step("formatting works on invalid JSON and loses no character", async () => {
      await documents.open(targetTrust);
      await documents.write('{"Version":"2012-10-17","Statement":[{"Sid":"A",,}');
      await page.getByRole("button", { name: "Format" }).click();
      await expect.poll(() => documents.text()).toContain('{\n  "Version": "2012-10-17",\n');
      expect((await documents.text()).replace(/\s/g, "")).toBe(
        '{"Version":"2012-10-17","Statement":[{"Sid":"A",,}',
      );
    });

    await test.step("a syntax error is shown, and a click moves the cursor to it", async () => {
      await documents.open(targetTrust);
      await documents.write('{\n  "Version": "2012-10-17",\n}');
      await expect(documents.tab(targetTrust)).toHaveAccessibleName(/syntax error/);
      await page.getByRole("button", { name: /^Line 3: remove the comma before this/ }).click();
      await expect(documents.editor).toBeFocused();
      await page.keyboard.press("Backspace");
      await expect(page.getByRole("button", { name: /^Line / })).toBeVisible();
    });

    await test.step("reset all asks for confirmation", async () => {
      for (const name of [targetTrust, targetKey]) {
        await documents.open(name);
        await documents.write("{}");
        await expect(documents.tab(name)).toHaveAccessibleName(/edited/);
      }
      await page.getByRole("button", { name: "Reset all documents" }).click();
      await expect(page.getByRole("alertdialog")).toContainText("edits in 2 documents");
      await page.getByRole("button", { name: "Reset all", exact: true }).click();
      await expect(page.getByRole("tab", { name: /edited/ })).toHaveCount(0);
    });
  });

  test("the editor works by keyboard, and each document keeps its cursor", async ({
    documents,
    page,
  }) => {
    await test.step("each document keeps its cursor while another document is open", async () => {
      await documents.open(targetIdentity);
      await documents.putCursor('"DescribeSourceKeys"');
      await documents.open(targetTrust);
      await expect(documents.reason).not.toContainText("DescribeSourceKeys");
      await documents.open(targetIdentity);
      await expect(documents.reason).toContainText("DescribeSourceKeys");
    });

    await test.step("Ctrl+Z in the editor undoes typing step by step", async () => {
      await documents.open(targetTrust);
      const generated = await documents.text();
      await documents.editor.focus();
      await page.keyboard.press("Control+Home");
      await page.keyboard.type(" ");
      await expect(documents.tab(targetTrust)).toHaveAccessibleName(/edited/);
      await page.keyboard.press("Control+z");
      await expect(documents.tab(targetTrust)).not.toHaveAccessibleName(/edited/);
      expect(await documents.text()).toBe(generated);
    });

    await test.step("the keyboard leaves the editor again", async () => {
      await documents.editor.focus();
      await page.keyboard.press("Control+m");
      await page.keyboard.press("Tab");
      await expect(documents.editor).not.toBeFocused();
      expect(await documents.text()).toMatch(/^\{\n {2}"Version"/);
      // The switch is the whole page's: back to Tab as a key of the editor.
      await documents.editor.focus();
      await page.keyboard.press("Control+m");
    });
  });
});

test.describe("answers that change afterwards", () => {
  test("edits survive changed answers, and conflicts are resolved by keyboard", async ({
    documents,
    page,
  }) => {
    await test.step("a changed answer keeps the edits of the open document", async () => {
      await documents.open(targetTrust);
      await documents.replace('"Statement": [', '"Id": "mine",\n  "Statement": [');
      await answerPlatformAccount(page, "333333333333");
      await expect.poll(() => documents.text()).toContain("333333333333:role/CadoResponseRole");
      expect(await documents.text()).toContain('"Id": "mine"');
      await expect(documents.tab(targetTrust)).toHaveAccessibleName(/edited/);
      await page.getByRole("button", { name: "Reset this document" }).click();
      await expect(documents.tab(targetTrust)).not.toHaveAccessibleName(/edited/);
    });
    for (const [button, before, after] of [
      ["Use the generated version", "333333333333", "444444444444"],
      ["Keep my version", "444444444444", "555555555555"],
    ] as const)
      await test.step(`a conflict shows both versions and is resolved: ${button}`, async () => {
        await documents.replace("role/CadoResponseRole", "role/Mine");
        await answerPlatformAccount(page, after);
        await expect(documents.tab(targetTrust)).toHaveAccessibleName(/1 conflict/);
        await expect(documents.conflicts).toContainText("You changed PlatformAssumesRole");
        await expect(documents.conflicts).toContainText(`${before}:role/Mine`);
        await expect(documents.conflicts).toContainText(`${after}:role/CadoResponseRole`);
        await documents.conflicts.getByRole("button", { name: button }).focus();
        await page.keyboard.press("Enter");
        await expect(documents.conflicts).toBeHidden();
        await expect(documents.editor).toBeFocused();
        const kept =
          button === "Keep my version" ? `${before}:role/Mine` : `${after}:role/CadoResponseRole`;
        expect(await documents.text()).toContain(kept);
      });
  });

  test("text that is not JSON survives an answer and a reload", async ({ documents, page }) => {
    const broken = '{ "Version": "2012-10-17", "Statement": [ half a thought';
    await documents.open(targetTrust);
    await documents.write(broken);
    await answerPlatformAccount(page, "333333333333");
    await expect(documents.conflicts).toContainText("was not valid JSON");
    expect(await documents.text()).toBe(broken);
    await page.reload();
    await expect(documents.tab(targetTrust)).toHaveAttribute("aria-selected", "true");
    await expect(documents.editor).toBeVisible({ timeout: 30_000 });
    expect(await documents.text()).toBe(broken);
    await expect(documents.conflicts).toContainText("was not valid JSON");
  });
});

test.describe("saving documents", () => {
  test("documents are copied and downloaded", async ({ documents, page }) => {
    await test.step("copying: formatted and minified", async () => {
      await documents.open(targetTrust);
      const shown = await documents.text();
      await page.evaluate(() => navigator.clipboard.writeText(""));
      await page.getByRole("button", { name: "Copy", exact: true }).click();
      await expect.poll(() => documents.clipboard()).toBe(shown);
      await page.getByRole("button", { name: "More ways to copy" }).click();
      await page.getByRole("menuitem", { name: "Copy minified" }).click();
      await expect.poll(() => documents.clipboard()).toBe(JSON.stringify(JSON.parse(shown)));
      await documents.write(JSON.stringify(JSON.parse(shown)));
      await page.getByRole("button", { name: "More ways to copy" }).click();
      await page.getByRole("menuitem", { name: "Copy formatted" }).click();
      await expect
        .poll(() => documents.clipboard())
        .toBe(JSON.stringify(JSON.parse(shown), null, 2));
    });

    await test.step("downloads have a descriptive name and contain the edited text", async () => {
      await documents.open(targetKey);
      await documents.write('{ "Version": "2012-10-17" }');
      const [one] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Download", exact: true }).click(),
      ]);
      const keyFile = "222222222222-us-east-1-key-policy-1234abcd-12ab-34cd-56ef-1234567890ab.json";
      expect(one.suggestedFilename()).toBe(keyFile);
      expect((await contentOf(one)).toString()).toBe('{ "Version": "2012-10-17" }');

      const [all] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Download all documents" }).click(),
      ]);
      expect(all.suggestedFilename()).toBe("keyhole.zip");
      const files = unzipSync(await contentOf(all));
      expect(Object.keys(files)).toEqual([
        "111111111111-identity-policy-CadoResponseRole.json",
        "222222222222-identity-policy-CadoResponseCrossAccountRole.json",
        "222222222222-trust-policy-CadoResponseCrossAccountRole.json",
        keyFile,
      ]);
      const decode = new TextDecoder();
      expect(decode.decode(files[keyFile])).toBe('{ "Version": "2012-10-17" }');
    });
  });
});

test("axe finds nothing in the editor's states, in both themes", async ({ documents, page }) => {
  // The other parts of the page have their own test.
  const check = (state: string, part = "#part-documents") =>
    expectAccessibleInBothThemes(page, state, part);
  await documents.open(targetTrust);
  await documents.putCursor('"PlatformAssumesRole"');
  await check("statement under the cursor");
  await page.getByRole("button", { name: "How to attach" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await check("how to attach", "[role=dialog]");
  await page.keyboard.press("Escape");
  await documents.replace("role/CadoResponseRole", "role/Mine");
  await answerPlatformAccount(page, "333333333333");
  await expect(documents.conflicts).toBeVisible();
  await check("conflict");
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByRole("textbox", { name: /Generated text/ })).toHaveCount(1);
  await check("compare");
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await documents.write("{ oops");
  await check("syntax error");
});

test("on a phone: choose, read, edit, copy", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/#1.vendor-ebs-direct");
  await page.getByRole("tab", { name: "Documents" }).click();
  const documents = new DocumentsPage(page);
  await expect(documents.editor).toBeVisible({ timeout: 30_000 });
  await documents.open(targetTrust);
  await documents.putCursor('"PlatformAssumesRole"');
  await expect(documents.reason).toContainText("Only the platform role");
  await page.keyboard.press("End");
  await page.keyboard.type(" ");
  expect(await documents.text()).toContain('"PlatformAssumesRole", ');
});

for (const width of [390, 1024])
  test(`the tab of the open document is visible when the documents are shown, at ${width} pixels`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 844 });
    await page.goto("/#1.vendor-ebs-direct");
    const documents = new DocumentsPage(page);
    await documents.open("Documents");
    await documents.open(targetKey);
    await documents.open("Verdict");
    // The code that stores the choice loads after the page.
    const stored = () => page.evaluate(() => Object.values(sessionStorage).join());
    await expect.poll(stored).toContain('"documentId":"t1/k1/key"');
    await page.reload();
    await documents.open("Verdict");
    await expect(documents.tab(targetKey)).toBeHidden();
    await documents.open("Documents");
    await expect(documents.tab(targetKey)).toBeInViewport({ ratio: 1 });
  });
