import type { Story } from "./stories.ts";

/** `{"i":{"t1/trust":[{"toString":1}]}}`: an ignored rule that is no text and cannot become one. */
const fragment = "#1.cross-account.goucq1bKVLKqViox1C8pKi0uUbKKrlYqyQ8uKcrMS1eyMqyNra0FAA";

export const hostileLink: Story = {
  title: "a link with values of a wrong type opens the page with a message, also after a reload",
  async play(user, address) {
    const { driver } = user;
    const looksRight = async () => {
      await user.see({ role: "button", name: "Copy link" });
      await user.read({ role: "status", nth: 0 }, /link/);
    };
    await driver.open(address + fragment);
    await looksRight();
    await driver.reload();
    await looksRight();
  },
};
