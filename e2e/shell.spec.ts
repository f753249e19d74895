import { metaPolicy, securityHeaders } from "../scripts/security-headers.ts";
import { expect, test } from "./fixtures.ts";
import { hostUnder } from "./static-host.ts";

// A page from the cache has no headers.
test.use({ emptyCaches: true });

test("the page is served with the security headers and carries the policy itself", async ({
  page,
}) => {
  const response = await page.goto("/");
  const headers = securityHeaders();
  for (const [name, value] of Object.entries(headers))
    expect(await response?.headerValue(name), name).toBe(value);

  const carried = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(carried).toHaveAttribute("content", metaPolicy(headers));
  await expect(page.getByRole("main")).toBeVisible();
});

test("the policy allows no other origin, no inline script and no evaluation", () => {
  const policy = securityHeaders()["Content-Security-Policy"] ?? "";
  expect(policy).toMatch(/^default-src 'none'; script-src 'self';/);
  expect(policy).toContain("connect-src 'self';");
  expect(policy).not.toMatch(/https?:|\*|unsafe-eval|blob:/);
});

test("works from a path below a domain", async ({ page, guard }) => {
  const host = await hostUnder("/tools/keyhole/");
  guard.allowOrigin(host.address);
  try {
    await page.goto(host.address);
    await expect(page.getByRole("main")).toBeVisible();
    // The console, which the guard reads, would report a missing style sheet or icon.
    await expect(page).toHaveTitle(/Keyhole/);
  } finally {
    await host.close();
  }
});

test("a path without a file returns 404", async ({ request }) => {
  expect((await request.get("/no-such-page")).status()).toBe(404);
});

for (const [kept, shown] of [
  ["dark", "dark"],
  ["light", "light"],
  ["purple", undefined],
  [undefined, undefined],
] as const) {
  test(`theme kept as ${kept}: the page starts with ${shown ?? "the system's"}`, async ({
    page,
  }) => {
    await page.addInitScript((theme) => {
      if (theme) localStorage.setItem("keyhole.theme", theme);
    }, kept);
    // The page's modules do nothing, so that only the script before the first paint can set the theme.
    await page.route("**/assets/*.js", (route) =>
      route.fulfill({ contentType: "text/javascript" }),
    );
    await page.goto("/");
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe(shown);
  });
}
