import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { addId, breakAndMend } from "./main-job.ts";
import type { Story } from "./story.ts";
import { until } from "./user.ts";

export const oneFile: Story = {
  title:
    "keyhole.html from a disk: the editor, a check of an edit, a copy, a saved file and a reload",
  async play(user, address) {
    const { driver } = user;
    await driver.open(address);
    await breakAndMend(user);
    await addId(user);

    await user.click({ role: "button", name: "Copy", within: "#part-documents" });
    const copied = await user.clipboard();
    expect(JSON.parse(copied)).toMatchObject({ Version: "2012-10-17", Id: "ok" });

    await user.click({ role: "button", name: "Download", within: "#part-documents" });
    const saved = () => savedText(driver.downloads);
    expect(await until("the file to be saved", saved, (text) => text === copied)).toBe(copied);

    await driver.reload();
    await user.see({ role: "tab", name: /edited/, within: "#part-documents" });
  },
};

/** The text of the only file in a folder. */
async function savedText(folder: string): Promise<string | undefined> {
  const [name] = await readdir(folder);
  return name === undefined ? undefined : readFile(join(folder, name), "utf8");
}
