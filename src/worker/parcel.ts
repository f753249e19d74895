import type { DecidedRequest, Probe, Step } from "#acquisition";
import type { Finding } from "#engine";
import { type Verdict, withoutContext } from "#verdict";

/** A list as it travels: its length, and what stands in it where it is not as it was sent before. */
interface ListParcel<Item> {
  readonly length: number;
  readonly changed: readonly (readonly [index: number, item: Item])[];
}

/**
 * A verdict as it travels from the worker to the page. A keystroke changes little of a long verdict, and what is
 * copied between the two stops the page's typing: so only what differs from the parcel before goes.
 */
export interface VerdictParcel extends Omit<Verdict, "steps" | "probes" | "findings"> {
  readonly steps: ListParcel<Step>;
  readonly probes: ListParcel<Probe>;
  readonly documentIds: readonly string[];
  readonly findings: Readonly<Record<string, readonly Finding[]>>;
}

/** Packs each verdict for a page that has unpacked all the parcels before, in their order. */
export function createPacker(): (verdict: Verdict) => VerdictParcel {
  let sent: Verdict | undefined;
  return (verdict) => {
    const { steps, probes, findings, ...rest } = verdict;
    const before = sent;
    sent = verdict;
    return {
      ...rest,
      steps: listParcel(before?.steps, steps),
      probes: listParcel(before?.probes, probes),
      documentIds: Object.keys(findings),
      findings: Object.fromEntries(
        Object.entries(findings).filter(([id, found]) => before?.findings[id] !== found),
      ),
    };
  };
}

/** Unpacks the parcels of one packer, in their order. What did not change is the same object as before. */
export function createUnpacker(): (parcel: VerdictParcel) => Verdict {
  let received: Verdict | undefined;
  return ({ steps, probes, documentIds, findings, ...rest }) => {
    const before = received;
    received = {
      ...rest,
      steps: listIn(before?.steps, steps),
      probes: listIn(before?.probes, probes),
      findings: Object.fromEntries(
        documentIds.map((id) => [id, findings[id] ?? before?.findings[id] ?? []]),
      ),
    };
    return received;
  };
}

type Decided = Step | Probe;

function listParcel<Item extends Decided>(
  before: readonly Item[] | undefined,
  now: readonly Item[],
): ListParcel<Item> {
  return {
    length: now.length,
    changed: now.flatMap((item, index) => {
      const known = before?.[index];
      return known && isSame(known, item) ? [] : [[index, withoutContext(item)] as const];
    }),
  };
}

function listIn<Item>(
  before: readonly Item[] | undefined,
  { length, changed }: ListParcel<Item>,
): readonly Item[] {
  const list = (before ?? []).slice(0, length);
  for (const [index, item] of changed) list[index] = item;
  return list;
}

/** Of one plan, which its requests tell, and decided alike. */
function isSame(before: Decided, now: Decided): boolean {
  return (
    now.requests.length > 0 &&
    before.id === now.id &&
    before.state === now.state &&
    before.requests.length === now.requests.length &&
    now.requests.every((request, index) => isSameRequest(before.requests[index], request))
  );
}

function isSameRequest(before: DecidedRequest | undefined, now: DecidedRequest): boolean {
  return (
    before !== undefined &&
    before.request === now.request &&
    before.outcome === now.outcome &&
    (before.why === now.why || JSON.stringify(before.why) === JSON.stringify(now.why))
  );
}
