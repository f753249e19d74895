import type { Story } from "./story.ts";
import { until } from "./user.ts";

export const firstVisit: Story = {
  title: "a first visit keeps the page for offline use and announces no newer version",
  async play(user, address) {
    const { driver } = user;
    await driver.open(address);
    await user.see({ role: "button", name: "Copy link" });
    await until(
      "the service worker to control the page",
      () => driver.run(() => navigator.serviceWorker.controller?.state),
      (state) => state === "activated",
    );
    // A notice would come while the user does something else.
    await user.click({ role: "button", name: "Start from…" });
    await user.click({ role: "button", name: "Same account", within: "[role=dialog]" });
    await user.read({ role: "textbox", name: "Key ARN or id" }, /^1234abcd/);
    const page = await driver.run(() => document.body.textContent ?? "");
    if (/new version of Keyhole/.test(page)) throw new Error("it announces a newer version");
  },
};
