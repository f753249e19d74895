import { runAcquisition } from "#acquisition";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { encodeState } from "#share";
import { eventsOfRun, logText } from "#testing/cloudtrail-log";
import { expectAccessible } from "./accessible.ts";
import { expect, test } from "./fixtures.ts";
import { stopJob } from "./stop-job.ts";

test.use({ viewport: { width: 1440, height: 900 }, keepsPage: true });

const scenario = presets.find(({ id }) => id === "same-account")?.scenario as Scenario;
const documents = generate(scenario);
const log = logText(eventsOfRun(runAcquisition(scenario, documents)));
const [identity] = documents;
const edits = { [identity?.id ?? ""]: identity?.text.replace(/\s*"kms:Decrypt",/, "") ?? "" };

test("a log is replayed: the call that the documents stop is named, with its statement", async ({
  page,
}) => {
  await page.goto(`/#${await encodeState({ scenario, edits })}`);
  await page.getByRole("button", { name: "Explain a denial" }).click({ timeout: 30_000 });
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("tab", { name: "Replay a log" }).click();
  await dialog.getByLabel("CloudTrail log files, or answers of verify.sh").setInputFiles({
    name: "log.json",
    mimeType: "application/json",
    buffer: Buffer.from(log),
  });
  await expect(dialog.getByRole("status").first()).toContainText("would stop");
  await expectAccessible(page, "the replay of a log", "[role=dialog]");
  const calls = dialog.getByRole("region", { name: "Calls" });
  await calls
    .getByRole("button", { name: /kms:Decrypt by CadoResponseRole/ })
    .first()
    .click();
  await expect(calls.getByText(/allows kms:Decrypt/)).toBeVisible();

  await test.step("reading a long log is stopped, and that is said", async () => {
    await stopJob(page, "Reading the log (KB)", 0);
    await dialog.getByText("Drop the log files").evaluate((area) => {
      const event = JSON.stringify({ eventSource: "kms.amazonaws.com", eventName: "Decrypt" });
      const dataTransfer = new DataTransfer();
      const events = `${`${event},`.repeat(2_000)}${event}`;
      dataTransfer.items.add(new File([`{"Records":[${events}]}`], "long.json"));
      area.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
    });
    await expect(dialog.getByText("You stopped while Keyhole read it.")).toBeVisible();
    await expect(dialog.getByRole("progressbar")).toHaveCount(0);
    await expect(calls).toHaveCount(0);
  });
});
