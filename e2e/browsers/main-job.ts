import { expect } from "vitest";
import type { Story } from "./story.ts";
import { type Target, type User, until } from "./user.ts";

const answers = "#part-answers";
/** Monaco draws the text there; what has the focus is a text box of no size. */
const editor: Target = { within: "#part-documents .monaco-editor .view-lines" };
const verdict = "#part-verdict";

export const mainJob: Story = {
  title:
    "a first visit with the vendor’s documented case: answers, verdict, an edit, a link, a copy for offline use, a reload",
  async play(user, address) {
    const { driver } = user;
    await driver.open(address);
    await answer(user);
    await user.read({ role: "status", nth: 0, within: verdict }, /^Import works/);
    await breakAndMend(user);
    await addId(user);

    await user.click({ role: "button", name: "Copy", within: "#part-documents" });
    const policy: unknown = JSON.parse(await user.clipboard());
    expect(policy).toMatchObject({ Version: "2012-10-17", Id: "ok" });

    await user.click({ role: "button", name: /^Copy link/ });
    await user.see({ role: "button", name: /^Copied/ });
    const link = await user.clipboard();
    expect(link).toMatch(/#1\./);

    await until(
      "the service worker to control the page",
      () => driver.run(() => navigator.serviceWorker.controller?.state),
      (state) => state === "activated",
    );
    await announcesNothingNewer(user);
    await driver.reload();
    await looksEdited(user);
    await driver.open("about:blank");
    await driver.open(link);
    await looksEdited(user);
  },
};

/** Throws if the page says that there is a newer version. */
export async function announcesNothingNewer({ driver }: User) {
  const page = await driver.run(() => document.body.textContent ?? "");
  expect(page).not.toMatch(/new version of Keyhole/);
}

async function answer(user: User) {
  const first = { within: answers, nth: 0 };
  const second = { within: answers, nth: 1 };
  await user.typeOver({ ...first, role: "textbox", name: /^Account id/ }, "111111111111");
  await user.fill({ ...first, role: "combobox", name: "Region" }, "eu-west-1");
  await user.driver.press("Tab");
  await user.fill({ ...first, role: "textbox", name: "Role" }, "CadoResponseRole");
  await user.fill({ ...second, role: "textbox", name: /^Account id/ }, "222222222222");
  await user.fill({ ...second, role: "textbox", name: "Role" }, "CadoResponseCrossAccountRole");
  const key = "1234abcd-12ab-34cd-56ef-1234567890ab";
  await user.fill({ ...first, role: "textbox", name: /^Key ARN or id/ }, key);
  await user.fill({ ...second, role: "combobox", name: "Region" }, "us-east-1");
  await user.driver.press("Tab");
  await user.click({ ...first, role: "radio", name: /EBS direct/ });
  await user.click({ ...first, role: "radio", name: /Only for AWS resources/ });
}

/** Takes the last letter from `sts:AssumeRole` in line 7 of the platform role's policy, and gives it back. */
export async function breakAndMend(user: User) {
  const { driver } = user;
  const summary = { role: "status", nth: 0, within: verdict };
  await user.click(editor);
  await user.goToStart();
  for (let line = 1; line < 7; line++) await driver.press("ArrowDown");
  await driver.press("End");
  for (const _ of '",') await driver.press("ArrowLeft");
  await driver.press("Backspace");
  await user.read(summary, /^Import stops/);
  await driver.type("e");
  await user.read(summary, /^Import works/);
}

/** Adds an Id to the document that is open. */
export async function addId(user: User) {
  await user.goToStart();
  await user.driver.press("End");
  await user.driver.press("Enter");
  await user.driver.type('"Id": "ok",');
  await user.see({ role: "tab", name: /edited/, within: "#part-documents" });
}

async function looksEdited(user: User) {
  await user.see({ role: "tab", name: /edited/, within: "#part-documents" });
  await user.read({ role: "status", nth: 0, within: verdict }, /^Import works/);
}
