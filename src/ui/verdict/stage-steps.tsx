import type { ReactNode } from "react";
import type { Step } from "#acquisition";
import { principalName } from "#policy";
import { lights, useIsLit } from "../map/highlight.ts";
import { AccountChip, RegionChip, RoleChip } from "../parts/chips.tsx";
import { StateWord } from "../parts/state-word.tsx";
import { RepairList } from "../repair/repair-list.tsx";
import { Disclosure } from "./disclosure.tsx";
import { RequestRow } from "./request-row.tsx";
import type { Stage } from "./stages.ts";
import { permissionLooks, stepLooks, unreachedLook } from "./states.ts";
import { StepHelp } from "./step-help.tsx";
import { useGoToQuestion } from "./use-go-to-question.ts";

/** The steps of one role in one account and region, which need not be the role’s own account. */
export function StageSteps({ stage }: { readonly stage: Stage }) {
  const { name } = principalName(stage.actor);
  const account = stage.actorAccount;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-0.5">
      <p className="flex flex-wrap items-center gap-1 text-muted text-xs">
        <RoleChip name={name} account={account} tip={stage.actor} />
        <span className="inline-flex min-w-0 items-center gap-1">
          of <AccountChip account={account} />
        </span>
        <span className="inline-flex min-w-0 items-center gap-1">
          {stage.account === account ? "in" : "acts in"}
          {stage.account !== account && <AccountChip account={stage.account} />}
          <RegionChip region={stage.region} />
        </span>
      </p>
      <ol className="grid grid-cols-[minmax(0,1fr)]">
        {stage.steps.map((step) => (
          <LitStep key={step.id} id={step.id}>
            <StepRow step={step} />
          </LitStep>
        ))}
      </ol>
    </li>
  );
}

/** Lights up its arrow on the map, and is lit with it. */
function LitStep({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const lit = useIsLit(id);
  return (
    <li
      {...lights(id)}
      data-lit={lit}
      className="-mr-1.5 rounded-md pr-1.5 data-[lit=true]:bg-accent-wash"
    >
      {children}
    </li>
  );
}

/** The EC2 and EBS calls of a step that are not judged, with the way to the answer that has them judged. */
function CallsElsewhere({ calls }: { readonly calls: readonly string[] }) {
  const goTo = useGoToQuestion();
  return (
    <p className="text-muted text-xs">
      Not judged: <span className="break-words font-mono">{calls.join(", ")}</span>. Their
      permissions stand in other policies.{" "}
      <button
        type="button"
        onClick={() => goTo("actions.ec2Permissions")}
        className="font-medium text-accent hover:underline"
      >
        Say where they stand
      </button>
    </p>
  );
}

function lookOf({ state, documentedOnly, unreached }: Step) {
  if (unreached) return unreachedLook;
  return documentedOnly ? permissionLooks[state] : stepLooks[state];
}

function StepRow({ step }: { readonly step: Step }) {
  const { id, partId, title, operation, state, requests, source, assumed, callsElsewhere } = step;
  const { tone, word } = lookOf(step);
  return (
    <Disclosure
      openAtFirst={state === "broken" && !step.unreached}
      head={
        <span className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-2">
          <span className="font-medium text-sm">{title}</span>
          <span className="pt-0.5">
            {requests.length === 0 && !step.unreached ? (
              <span className="text-muted text-xs">
                {callsElsewhere ? "not judged" : "uses no key"}
              </span>
            ) : (
              <StateWord tone={tone}>{word}</StateWord>
            )}
          </span>
          {operation.includes(":") && (
            <span className="col-span-full truncate font-mono text-muted text-xs">{operation}</span>
          )}
        </span>
      }
    >
      {() => (
        <div className="mb-2 ml-[18px] grid grid-cols-[minmax(0,1fr)] gap-1.5">
          {requests.length === 0 ? (
            <p className="text-muted text-xs">This step makes no KMS or STS request.</p>
          ) : (
            <ul className="-mx-1.5 grid grid-cols-[minmax(0,1fr)]">
              {requests.map((request, index) => (
                <RequestRow
                  // biome-ignore lint/suspicious/noArrayIndexKey: a step's requests keep their order
                  key={index}
                  place={{ of: "step", id, partId, request: index }}
                  decided={request}
                  label={request.label}
                  {...permissionLooks[request.state]}
                />
              ))}
            </ul>
          )}
          {callsElsewhere && <CallsElsewhere calls={callsElsewhere} />}
          {step.unreached && (
            <p className="text-soft text-xs">
              The import stops before this step.
              {state === "broken" && " This step would stop it too."}
            </p>
          )}
          <RepairList of="step" id={id} />
          <StepHelp step={step} />
          {assumed && (
            <p className="text-soft text-xs">
              <span className="font-medium">Assumed:</span> {assumed}.
            </p>
          )}
          <p className="text-muted text-xs">Source: {source}</p>
        </div>
      )}
    </Disclosure>
  );
}
