import { announcesNothingNewer } from "./main-job.ts";
import type { Story } from "./story.ts";

/** `{"i":{"t1/trust":[{"toString":1}]}}`: an ignored rule that is no text and cannot become one. */
const fragment = "#1.cross-account.goucq1bKVLKqViox1C8pKi0uUbKKrlYqyQ8uKcrMS1eyMqyNra0FAA";

export const hostileLink: Story = {
  title:
    "a link with a value of a wrong type opens the page with a message, after a reload too; an example replaces its work",
  async play(user, address) {
    const { driver } = user;
    await driver.open(address + fragment);
    await user.read({ within: "[role=status]:has([aria-label=Dismiss])" }, /link/);
    await user.see({ role: "textbox", name: "Key ARN or id" });
    await driver.reload();
    await user.see({ role: "textbox", name: "Key ARN or id" });
    await user.click({ role: "button", name: "Start from…" });
    await user.click({ role: "button", name: "Same account", within: "[role=dialog]" });
    await user.read({ role: "textbox", name: "Key ARN or id" }, /^1234abcd/);
    await announcesNothingNewer(user);
  },
};
