import { expectAccessible } from "./accessible.ts";
import { expect, test } from "./fixtures.ts";

// A kept page has the map open or closed as the test before left it.
test.use({ viewport: { width: 1440, height: 900 } });

test("the map shows the import, and lights up with the verdict, the list and the editor", async ({
  page,
}) => {
  await page.goto("#1.vendor-ebs-direct");
  const map = page.getByRole("region", { name: "Map" });
  const drawing = map.getByRole("img", { name: /Map of the import from account 222222222222/ });
  await expect(drawing).toBeVisible();
  const lit = drawing.locator('[data-lit="true"]');

  // Step → arrow.
  const verdict = page.locator("#part-verdict");
  const step = verdict.getByRole("button", { name: /Read the snapshot’s blocks/ });
  await step.hover();
  await expect(lit).toHaveCount(1);
  // Arrow → step.
  await drawing.getByText("AssumeRole").hover();
  const row = verdict.getByRole("listitem").filter({
    has: page.getByRole("button", { name: /^Assume the target role/ }),
  });
  await expect(row.last()).toHaveAttribute("data-lit", "true");
  // Arrow → statement → arrow: the statement under the cursor keeps its step lit.
  await drawing.getByText("AssumeRole").click();
  await expect(page.getByText("AssumeTargetRoles").first()).toBeVisible();
  await page.getByRole("button", { name: "Copy link" }).hover();
  await expect(lit).toHaveCount(1);
  await expectAccessible(page, "map");

  await map.getByRole("button", { name: "As a list" }).click();
  const calls = map.getByRole("list", { name: "Calls of the import" }).getByRole("button");
  await expect(calls).toHaveCount(4);
  await expect(calls.first()).toContainText(
    "CadoResponseRole of 111111111111, on the role CadoResponseCrossAccountRole of 222222222222",
  );
  await calls.nth(3).focus();
  await expect(calls.nth(3)).toHaveAttribute("data-lit", "true");
  await page.keyboard.press("Enter");
  await expect(
    page.getByRole("heading", { name: /Identity policy of CadoResponseCrossAccountRole/ }),
  ).toBeVisible();
  await expectAccessible(page, "map as a list", 'section[aria-label="Map"]');
});

test("the map is copied as Mermaid, and stays closed after a reload", async ({ page }) => {
  await page.goto("#1.cross-region");
  await page.evaluate(() => {
    navigator.clipboard.writeText = async (text) => {
      Object.assign(window, { copied: text });
    };
  });
  const map = page.getByRole("region", { name: "Map" });
  await map.getByRole("button", { name: "Copy as…" }).click();
  await page.getByRole("menuitem", { name: "Copy as Mermaid" }).click();
  await expect(map.getByText("Copied the map as Mermaid")).toBeVisible();
  const copied = await page.evaluate(() => String(Reflect.get(window, "copied")));
  expect(copied).toContain("4#46; ec2:CopySnapshot: works");

  await map.getByRole("button", { name: /^Map/ }).click();
  await page.reload();
  await expect(map.getByRole("button", { name: /^Map/ })).toHaveAttribute("aria-expanded", "false");
  await expect(map.getByRole("img")).toHaveCount(0);
});
