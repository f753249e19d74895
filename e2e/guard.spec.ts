import { expect, test } from "./fixtures.ts";

// Tests of the guard in fixtures.ts, which watches all other tests.

test.beforeEach(async ({ page }) => {
  // The page's scripts are not needed here.
  await page.route("**/assets/*.js", (route) => route.fulfill({ contentType: "text/javascript" }));
  await page.goto("/");
});

test("a request to another origin, and the policy that stops it", async ({ page, guard }) => {
  await page.evaluate(() => fetch("https://other.example/").catch(() => undefined));
  await expect.poll(() => guard.problems.join()).toContain("policy: connect-src forbids");
  guard.allow(/other\.example/);
});

test("a request that no policy stops", async ({ page, guard }) => {
  await page.route("https://other.example/", (route) => route.fulfill({ body: "" }));
  await page.goto("https://other.example/");
  expect(guard.problems).toContain("request: https://other.example/");
  guard.allow(/other\.example/);
});

test("an error in the console", async ({ page, guard }) => {
  await page.evaluate(() => console.error("a bad thing"));
  await expect.poll(() => guard.problems.join()).toContain("console: a bad thing");
  guard.allow(/a bad thing/);
});

test("an uncaught error, in any profile", async ({ newProfile, guard }) => {
  const other = await newProfile();
  await other.goto("/");
  await other.evaluate(() => setTimeout(() => Promise.reject(new Error("nobody caught me"))));
  await expect.poll(() => guard.problems).toContain("uncaught: nobody caught me");
  guard.allow(/nobody caught me/);
});

test("an inline script", async ({ page, guard }) => {
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "document.title = 'taken over'";
    document.head.append(script);
  });
  await expect
    .poll(() => guard.problems.join())
    .toContain("policy: script-src-elem forbids inline");
  await expect(page).toHaveTitle("Keyhole");
  guard.allow(/inline/);
});
