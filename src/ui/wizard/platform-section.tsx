import type { Partition } from "#policy/kms";
import { routesOf, type Scenario } from "#scenario";
import { AccountChip, RegionChip } from "../parts/chips.tsx";
import { DrawAfter } from "../parts/draw-after.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import { Segments } from "../parts/segments.tsx";
import { useKeyhole } from "../store.tsx";
import { AccountQuestion } from "./account-question.tsx";
import { readRoleArn } from "./pasted-arn.ts";
import { withPlatform, withPlatformAccount } from "./platform-answers.ts";
import { RegionQuestion } from "./region-question.tsx";
import { RoleQuestion } from "./role-question.tsx";
import { Section } from "./section.tsx";
import { TextQuestion } from "./text-question.tsx";

const PlatformNamingQuestion = lazyPart("The question of naming keys and roles", () =>
  import("../limits/documents-with-limits.tsx").then((module) => module.PlatformNamingQuestion),
);

const partitions: readonly { value: Partition; label: string }[] = [
  { value: "aws", label: "AWS" },
  { value: "aws-us-gov", label: "GovCloud (US)" },
  { value: "aws-cn", label: "China" },
];

const few = 4;

/** Where the forensic platform runs, and as whom. */
export function PlatformSection({ number }: { readonly number: number }) {
  const partition = useKeyhole((state) => state.scenario.partition);
  const platform = useKeyhole((state) => state.scenario.platform);
  const answer = useKeyhole((state) => state.answer);
  return (
    <Section
      id="platform"
      number={number}
      title="Platform"
      summary={
        <>
          <AccountChip account={platform.account} />
          <RegionChip region={platform.region} />
        </>
      }
    >
      <div data-question="partition">
        <Segments
          label="Partition"
          choices={partitions}
          value={partition}
          onChoose={(chosen) => answer((now) => ({ ...now, partition: chosen }))}
          help="Accounts and keys of all answers are in this partition: a policy never crosses it."
        />
      </div>
      <DrawAfter what="first-question">
        <PlatformQuestions />
      </DrawAfter>
    </Section>
  );
}

function PlatformQuestions() {
  const scenario = useKeyhole((state) => state.scenario);
  const { platform } = scenario;
  const writeRole = (now: Scenario, account: string, role: string) =>
    withPlatform(withPlatformAccount(now, account), { role });
  return (
    <>
      <AccountQuestion
        path="platform.account"
        help="The account the forensic platform runs in. Targets in the same account follow it."
        value={platform.account}
        write={withPlatformAccount}
        readArn={(text) =>
          readRoleArn(scenario, { account: platform.account, write: writeRole }, text)
        }
      />
      <RegionQuestion
        path="platform.region"
        label="Region"
        help="Imports end here: volumes and temporary keys are made in it."
        value={platform.region}
        write={(now, region) => withPlatform(now, { region })}
      />
      <RoleQuestion
        path="platform.role"
        help="The role that acquires. Name, path and name, or ARN."
        placeholder="CadoResponseRole"
        account={platform.account}
        value={platform.role}
        write={writeRole}
      />
      {usesTemporaryKey(scenario) && (
        <TextQuestion
          path="platform.aliasPrefix"
          label="Alias prefix of temporary keys"
          help="This import re-encrypts to a temporary key in the platform’s account."
          consequence="The platform role may replicate and delete only keys whose alias begins so."
          before="alias/"
          value={platform.aliasPrefix}
          write={(now, aliasPrefix) => withPlatform(now, { aliasPrefix })}
          mayBecome={(text) => /^alias\/(a|aw|aws|aws\/)?$/.test(text)}
        />
      )}
      {/* With a few targets one policy holds them all. */}
      {(scenario.platformNaming || scenario.targets.length > few) && <PlatformNamingQuestion />}
    </>
  );
}

function usesTemporaryKey(scenario: Scenario): boolean {
  return routesOf(scenario).some(({ temporaryKeyRegions }) => temporaryKeyRegions.length > 0);
}
