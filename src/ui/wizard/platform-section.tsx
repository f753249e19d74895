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

const PlatformNamingQuestion = lazyPart("The question how the policy names keys and roles", () =>
  import("../limits/documents-with-limits.tsx").then((module) => module.PlatformNamingQuestion),
);

/** The partitions, as the screen names them. */
export const partitions: readonly { value: Partition; label: string }[] = [
  { value: "aws", label: "AWS" },
  { value: "aws-us-gov", label: "GovCloud (US)" },
  { value: "aws-cn", label: "China" },
];

/** The policy for this many targets always fits into the limits. */
const mostInOnePolicy = 4;

/** The questions about the forensic platform: its account, region and role. */
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
          help="All accounts and keys are in this partition. A policy cannot name another partition."
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
        help="The account that runs the forensic platform. Targets in the same account change with it."
        value={platform.account}
        write={withPlatformAccount}
        readArn={(text) =>
          readRoleArn(scenario, { account: platform.account, write: writeRole }, text)
        }
      />
      <RegionQuestion
        path="platform.region"
        label="Region"
        help="The platform creates volumes and temporary keys in this region."
        value={platform.region}
        write={(now, region) => withPlatform(now, { region })}
      />
      <RoleQuestion
        path="platform.role"
        help="The role that runs the import. Enter its name, path and name, or ARN."
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
          consequence="The platform role can replicate and delete only keys with an alias that begins with this."
          before="alias/"
          value={platform.aliasPrefix}
          write={(now, aliasPrefix) => withPlatform(now, { aliasPrefix })}
          mayBecome={(text) => /^alias\/(a|aw|aws|aws\/)?$/.test(text)}
        />
      )}

      {(scenario.platformNaming || scenario.targets.length > mostInOnePolicy) && (
        <PlatformNamingQuestion />
      )}
    </>
  );
}

function usesTemporaryKey(scenario: Scenario): boolean {
  return routesOf(scenario).some(({ temporaryKeyRegions }) => temporaryKeyRegions.length > 0);
}
