import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { strFromU8, unzipSync } from "fflate";
import { fileNamesOf } from "#export";
import { generate } from "#generator";
import { decodeState } from "#share";
import { expect, test } from "./fixtures.ts";
import { openOverWork } from "./shared-profile.ts";

/** The vendor's documented case and four more: answer, edit a document, download all, share a link, open it elsewhere. */

interface Job {
  readonly name: string;
  readonly answer: (page: Page) => Promise<void>;
  /** The names of the downloaded files. */
  readonly files: readonly string[];
  /** Patterns that the documents contain. */
  readonly says: readonly RegExp[];
  readonly neverSays?: RegExp;
}

const jobs: readonly [Job, ...Job[]] = [
  {
    name: "the vendor’s documented case: another account’s key, EBS direct",
    answer: async (page) => {
      await answerPlatform(page);
      await answerTarget(page);
      await choose(page, "EBS direct");
      await choose(page, "Only for AWS resources");
    },
    files: [
      "111111111111-identity-policy-CadoResponseRole.json",
      "222222222222-identity-policy-CadoResponseCrossAccountRole.json",
      "222222222222-trust-policy-CadoResponseCrossAccountRole.json",
      "222222222222-us-east-1-key-policy-1234abcd-12ab-34cd-56ef-1234567890ab.json",
    ],
    says: [/"kms:GrantIsForAWSResource": "true"/, /"Action": "kms:Decrypt"/, /"sts:AssumeRole"/],
    neverSays: /ReEncrypt|GenerateDataKey/,
  },
  {
    name: "create volume, both roles as principals, CreateGrant withheld",
    answer: async (page) => {
      await answerPlatform(page);
      await answerTarget(page);
      await choose(page, "Create a volume");
      await choose(page, "Both roles are principals of the key");
      await choose(page, "The vendor’s list");
      await choose(page, "Withhold");
    },
    files: [
      "111111111111-identity-policy-CadoResponseRole.json",
      "222222222222-identity-policy-CadoResponseCrossAccountRole.json",
      "222222222222-trust-policy-CadoResponseCrossAccountRole.json",
      "222222222222-us-east-1-key-policy-1234abcd-12ab-34cd-56ef-1234567890ab.json",
    ],
    says: [
      /"AWS": \[\s+"arn:aws:iam::111111111111:role\/CadoResponseRole",\s+"arn:aws:iam::222222222222:role\/CadoResponseCrossAccountRole"/,
      /"kms:ReEncrypt\*"/,
    ],
    neverSays: /CreateGrant/,
  },
  {
    name: "an AWS managed key in another account",
    answer: (page) => startFrom(page, "AWS managed key, other account"),
    files: [
      "111111111111-identity-policy-CadoResponseRole.json",
      "222222222222-identity-policy-CadoResponseCrossAccountRole.json",
      "222222222222-trust-policy-CadoResponseCrossAccountRole.json",
    ],
    says: [/"kms:ReplicateKey"/, /"kms:ResourceAliases": "alias\/CadoResponse-KMS-Alias\*"/],
  },
  {
    name: "a multi-Region key with a replica in the platform’s region",
    answer: (page) => startFrom(page, "Multi-Region key"),
    files: [
      "111111111111-identity-policy-CadoResponseRole.json",
      "222222222222-eu-west-1-key-policy-mrk-1234abcd12ab34cd56ef1234567890ab.json",
      "222222222222-identity-policy-CadoResponseCrossAccountRole.json",
      "222222222222-trust-policy-CadoResponseCrossAccountRole.json",
      "222222222222-us-east-1-key-policy-mrk-1234abcd12ab34cd56ef1234567890ab.json",
    ],
    says: [/kms:eu-west-1:222222222222:key\/mrk-/, /kms:us-east-1:222222222222:key\/mrk-/],
  },
  {
    name: "everything in one account and region",
    answer: (page) => startFrom(page, "Same account"),
    files: [
      "111111111111-eu-west-1-key-policy-1234abcd-12ab-34cd-56ef-1234567890ab.json",
      "111111111111-identity-policy-CadoResponseRole.json",
    ],
    says: [/"kms:ViaService": "ec2.eu-west-1.amazonaws.com"/],
    neverSays: /sts:AssumeRole/,
  },
];

test.use({ viewport: { width: 1440, height: 900 }, keepsPage: true });

const [documented, ...others] = jobs;

test(documented.name, async ({ page, context, newProfile }) => {
  // The test opens two pages with editors.
  test.slow();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { files, link } = await done(page, documented);
  const colleague = await newProfile();
  await colleague.goto(link);
  // The documents' code loads after the page.
  await expect(colleague.getByRole("tab", { name: /edited/ })).toHaveCount(1, {
    timeout: 60_000,
  });
  expect(await downloadAll(colleague)).toEqual(files);
});

test("four more jobs in one page, and each link has the same documents", async ({
  page,
  context,
}) => {
  test.slow();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  for (const [at, job] of others.entries())
    await test.step(job.name, async () => {
      const { files, link } = await done(page, job, at > 0);
      expect(await filesOfLink(link)).toEqual(files);
    });
});

/** Does a job in the page, perhaps over another one. Returns the downloaded files and the copied link. */
async function done(page: Page, job: Job, isOverWork = false) {
  const begin = "/#1.vendor-ebs-direct";
  if (isOverWork) await openOverWork(page, begin);
  else await page.goto(begin);
  await expect(page.getByRole("radio", { name: "EBS direct" })).toBeChecked();
  await job.answer(page);

  await editFirstDocument(page);
  const files = await downloadAll(page);
  expect([...files.keys()].sort()).toEqual([...job.files].sort());
  const everything = [...files.values()].join("\n");
  for (const text of files.values()) expect(() => JSON.parse(text)).not.toThrow();
  for (const words of job.says) expect(everything).toMatch(words);
  if (job.neverSays) expect(everything).not.toMatch(job.neverSays);
  expect(everything).toContain('"Id": "reviewed"');

  await page.evaluate(() => navigator.clipboard.writeText(""));
  await page.getByRole("button", { name: /^(Copy link|Copied)$/ }).click();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toContain("#1.");
  await expect(page.getByText("Link copied")).toBeAttached();
  return { files, link: await copied() };
}

/** The files of the documents that a link opens: what another browser downloads. */
async function filesOfLink(link: string): Promise<ReadonlyMap<string, string>> {
  const decoded = await decodeState(link.slice(link.indexOf("#")));
  if (!decoded.ok) throw new Error(decoded.message);
  const { scenario, edits } = decoded.state;
  const documents = generate(scenario);
  const names = fileNamesOf(documents);
  return new Map(documents.map(({ id, text }, at) => [names[at] ?? "", edits[id] ?? text]));
}

async function answerPlatform(page: Page) {
  const answers = page.locator("#part-answers");
  await answers.getByLabel("Account id").first().fill("111111111111");
  await answers.getByRole("combobox", { name: "Region" }).first().fill("eu-west-1");
  await answers.getByLabel("Role", { exact: true }).first().fill("CadoResponseRole");
}

async function answerTarget(page: Page) {
  const answers = page.locator("#part-answers");
  await answers.getByLabel("Account id").nth(1).fill("222222222222");
  await answers.getByLabel("Role", { exact: true }).nth(1).fill("CadoResponseCrossAccountRole");
  await answers.getByLabel("Key ARN or id").fill("1234abcd-12ab-34cd-56ef-1234567890ab");
  const region = answers.getByRole("combobox", { name: "Region" }).nth(1);
  await region.fill("us-east-1");
  await region.blur();
}

async function choose(page: Page, answer: string) {
  await page.locator("#part-answers").getByRole("radio", { name: answer }).first().check();
}

async function startFrom(page: Page, preset: string) {
  await page.getByRole("button", { name: "Start from…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: preset, exact: true }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
}

/** Types an Id into the first document. */
async function editFirstDocument(page: Page) {
  const documents = page.locator("#part-documents");
  await documents.getByRole("tab").first().click();
  const editor = documents.getByRole("textbox", { name: /, text$/ });
  await editor.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.insertText('"Id": "reviewed",');
  await expect(documents.getByRole("tab", { name: /edited/ })).toHaveCount(1);
  await expect(documents.getByText("Valid JSON")).toBeVisible();
}

/** Every file of the archive, by name. */
async function downloadAll(page: Page): Promise<ReadonlyMap<string, string>> {
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download all documents (.zip)" }).click();
  const download = await waiting;
  const archive = unzipSync(new Uint8Array(await readFile(await download.path())));
  return new Map(Object.entries(archive).map(([name, bytes]) => [name, strFromU8(bytes)]));
}
