import { describe, expect, test } from "vitest";
import { auditPlatform, type PlatformAudit } from "./audit.ts";
import { publishedPlatforms } from "./published.ts";

/** What each audit says: the steps that stop and at which call, the claims that are refuted, what the linter finds. */
const table: Readonly<
  Record<string, { stops?: string[]; refuted: string[]; findings?: string[] }>
> = {
  "cloud-forensics-utils": {
    stops: ["kms:DescribeKey"],
    refuted: ["outsiders-use", "outsiders-grant", "outsiders-direct"],
    findings: ["create-grant-unrestricted"],
  },
  "forensics-orchestrator": {
    refuted: ["only-through-service", "only-for-ebs", "other-keys", "manages-nothing"],
    findings: ["any-key-any-account"],
  },
  "forensics-orchestrator-logs": {
    stops: ["kms:ReEncryptFrom"],
    refuted: ["outsiders-direct"],
    findings: ["reencrypt-names-no-action", "service-principal-without-source"],
  },
  datadog: { refuted: ["only-for-ebs", "other-keys"] },
  lacework: {
    refuted: ["only-for-ebs", "grant-for-aws", "other-keys"],
    findings: ["direct-call-behind-via-service"],
  },
  sysdig: {
    refuted: ["only-for-ebs", "grant-for-aws", "other-keys"],
    findings: ["direct-call-behind-via-service"],
  },
  "sysdig-key": {
    refuted: ["outsiders-use", "outsiders-grant", "outsiders-direct"],
    findings: ["create-grant-unrestricted", "kms-star"],
  },
  crowdstrike: { refuted: ["outsiders-direct"] },
  "guardduty-backup": {
    stops: ["kms:CreateGrant"],
    refuted: ["only-for-ebs", "grant-for-aws", "other-keys"],
  },
  inspector: { refuted: ["other-keys"], findings: ["direct-call-behind-via-service"] },
  elastic: { stops: ["kms:Decrypt"], refuted: [] },
};

test("the table has every platform", () => {
  expect(Object.keys(table).sort()).toEqual(publishedPlatforms.map(({ id }) => id).sort());
});

const audits = new Map<string, PlatformAudit>();
const auditOf = (id: string): PlatformAudit => {
  const audit = audits.get(id) ?? auditPlatform(id);
  if (!audit) throw new Error(id);
  audits.set(id, audit);
  return audit;
};

describe.each(Object.keys(table))("%s", (id) => {
  test("its published statements let these steps stop, refute these claims, and have these findings", () => {
    const { steps, claims, findings } = auditOf(id);
    const { stops = [], refuted, findings: found = [] } = table[id] ?? { refuted: [] };
    expect(steps.flatMap(({ stops: stop }) => stop?.request.action ?? [])).toEqual(stops);
    expect(claims.flatMap((claim) => (claim.result === "proved" ? [] : [claim.id]))).toEqual(
      refuted,
    );
    expect(findings.map(({ rule }) => rule).sort()).toEqual(found);
  });

  test("the least lets every step work and proves every claim", () => {
    const { steps, claims } = auditOf(id);
    expect(steps.filter(({ worksWithLeast }) => !worksWithLeast)).toEqual([]);
    expect(claims.filter(({ withLeast }) => withLeast !== "proved")).toEqual([]);
  });

  test("it says what is allowed beyond the least, with a request for each, and where it was read", () => {
    const { beyond, platform } = auditOf(id);
    expect(beyond.length > 0).toBe(id !== "elastic");
    expect(beyond.every(({ request }) => request.action.startsWith("kms:"))).toBe(true);
    expect(platform.source.path + platform.source.version).toMatch(/\S/);
    expect(platform.source.read).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});

test("a vendor’s root account with an unconditioned CreateGrant lets any role there make any grant", () => {
  const claim = auditOf("sysdig-key").claims.find(({ id }) => id === "outsiders-grant");
  expect(claim?.witness?.principal).toMatch(/^arn:aws:(iam|sts)::111122223333:/);
  expect(claim?.witness?.action).toBe("kms:CreateGrant");
});

test("a condition on snap-* refuses the context of a snapshot that CreateSnapshot made", () => {
  const [copied, created] = auditOf("guardduty-backup").steps.slice(-2);
  expect(copied?.works).toBe(true);
  expect(created?.stops?.request.context?.["kms:EncryptionContext:aws:ebs:id"]).toMatch(/^vol-/);
});

test("kms:ReEncrypt names no action", () => {
  const { findings, steps } = auditOf("forensics-orchestrator-logs");
  expect(findings.find(({ rule }) => rule === "reencrypt-names-no-action")?.severity).toBe("error");
  expect(steps[0]?.works).toBe(false);
});

test("an id that no platform has gives nothing", () => {
  expect(auditPlatform("constructor")).toBeUndefined();
});
