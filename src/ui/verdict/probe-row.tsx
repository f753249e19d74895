import type { DecidedRequest, Probe } from "#acquisition";
import { StateWord } from "../parts/state-word.tsx";
import { RepairList } from "../repair/repair-list.tsx";
import { Disclosure } from "./disclosure.tsx";
import { LongList } from "./long-list.tsx";
import { RequestRow } from "./request-row.tsx";
import { outcomeTone, outcomeWords, probeLooks } from "./states.ts";

/** One probe: an abuse or a required permission, with its requests. */
export function ProbeRow({ probe }: { readonly probe: Probe }) {
  const { id, partId, title, about, must, state, requests } = probe;
  const { tone, word } = probeLooks[state];
  const expected = must === "be-allowed" ? "allowed" : "refused";
  const indexed = requests.map((decided, index) => ({ decided, index }));
  // Requests with an unexpected outcome come first: they have a reason.
  const ordered = [
    ...indexed.filter(({ decided }) => decided.why),
    ...indexed.filter(({ decided }) => !decided.why),
  ];
  return (
    <Disclosure
      openAtFirst={false}
      head={
        <span className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-2">
          <span className="text-sm">{title}</span>
          <span className="pt-0.5">
            <StateWord tone={tone}>{word}</StateWord>
          </span>
          <span className="col-span-full break-words text-muted text-xs">{about}</span>
        </span>
      }
    >
      {() => (
        <div className="mb-2 ml-[18px]">
          <LongList items={ordered} most={6} noun="requests" className="-mx-1.5">
            {({ decided, index }) => (
              <RequestRow
                key={index}
                place={{ of: "probe", id, partId, request: index }}
                decided={decided}
                label={requestLabel(decided)}
                tone={outcomeTone(decided.outcome, expected)}
                word={outcomeWords[decided.outcome]}
              />
            )}
          </LongList>
          {/* What an answer leaves open has its answer above the list. */}
          {state !== "knowingly-open" && <RepairList of="probe" id={id} />}
        </div>
      )}
    </Disclosure>
  );
}

/** The request's action, with the service that distinguishes it from the probe's other requests. */
function requestLabel({ request }: DecidedRequest): string {
  const via = request.context?.["kms:ViaService"];
  return typeof via === "string" && via !== "" ? `${request.action} by ${via}` : request.action;
}
