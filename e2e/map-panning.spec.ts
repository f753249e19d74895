import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures.ts";

// A kept page has the map open or closed as the test before left it.
test.use({ viewport: { width: 1440, height: 900 } });

test("the map is dragged and zoomed, and is saved as a file where there is no clipboard", async ({
  page,
}) => {
  await page.goto("#1.aws-managed-cross-account");
  const map = page.getByRole("region", { name: "Map", exact: true });
  const frame = map.getByRole("group", { name: /^The map/ });
  await expect(map.getByRole("img")).toBeVisible();
  await frame.focus();
  for (let times = 0; times < 5; times += 1) await page.keyboard.press("+");
  const scrolled = () => frame.evaluate(({ scrollLeft }) => scrollLeft);
  await page.keyboard.press("ArrowRight");
  await expect.poll(scrolled).toBeGreaterThan(0);

  const shown = page.getByRole("heading", { level: 2, name: /policy of/ });
  const before = await shown.textContent();
  const box = await frame.boundingBox();
  const [x, y] = [(box?.x ?? 0) + 400, (box?.y ?? 0) + 100];
  const start = await scrolled();
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 200, y - 20, { steps: 4 });
  await page.mouse.up();
  expect(await scrolled()).toBe(start + 200);
  // A drag chooses nothing.
  await expect(shown).toHaveText(before ?? "");

  await page.evaluate(() => {
    navigator.clipboard.write = () => Promise.reject(new Error("refused"));
    navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
  });
  await map.getByRole("button", { name: "Copy as…" }).click();
  await page.getByRole("menuitem", { name: "Copy as SVG" }).click();
  const saved = page.waitForEvent("download");
  await map.getByRole("button", { name: "Save keyhole-map.svg" }).click();
  const svg = await readFile(await (await saved).path(), "utf8");
  // As an <img>, a browser draws it alone: it needs nothing else, or it stays empty.
  const size = await page.evaluate(async (text) => {
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
    await image.decode();
    return [image.naturalWidth, image.naturalHeight];
  }, svg);
  expect(size[0]).toBeGreaterThan(600);
  expect(size[1]).toBeGreaterThan(150);

  await map.getByRole("button", { name: "Copy as…" }).click();
  await page.getByRole("menuitem", { name: "Copy as PNG" }).click();
  const download = page.waitForEvent("download");
  await map.getByRole("button", { name: "Save keyhole-map.png" }).click();
  expect((await download).suggestedFilename()).toBe("keyhole-map.png");
});
