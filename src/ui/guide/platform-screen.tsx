import type { Scenario } from "#scenario";
import { Segments } from "../parts/segments.tsx";
import { useKeyhole } from "../store.tsx";
import { AccountQuestion } from "../wizard/account-question.tsx";
import { readRoleArn } from "../wizard/pasted-arn.ts";
import { withPlatform, withPlatformAccount } from "../wizard/platform-answers.ts";
import { partitions } from "../wizard/platform-section.tsx";
import { RegionQuestion } from "../wizard/region-question.tsx";
import { RoleQuestion } from "../wizard/role-question.tsx";
import { ScreenHead, TwoColumns } from "./screen-parts.tsx";
import { SoFar } from "./so-far.tsx";

/** Where the platform runs. */
export function PlatformScreen() {
  const scenario = useKeyhole((state) => state.scenario);
  const answer = useKeyhole((state) => state.answer);
  const { platform, partition } = scenario;
  const writeRole = (now: Scenario, account: string, role: string) =>
    withPlatform(withPlatformAccount(now, account), { role });
  return (
    <>
      <ScreenHead title="Where does the platform run?">
        Paste the ARN of the platform’s role into the account, or fill in the fields. The vendor’s
        template names the role CadoResponseRole.
      </ScreenHead>
      <TwoColumns aside={<SoFar />}>
        <AccountQuestion
          path="platform.account"
          help="The account that runs the forensic platform."
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
        <Segments
          label="Partition"
          choices={partitions}
          value={partition}
          onChoose={(chosen) => answer((now) => ({ ...now, partition: chosen }))}
          help="All accounts and keys are in this partition. A policy cannot name another partition."
        />
      </TwoColumns>
    </>
  );
}
