/** An address as groups of 16 bits (two for IPv4, eight for IPv6), with how many leading bits count. */
export interface AddressRange {
  readonly groups: readonly number[];
  readonly prefix: number;
}

/**
 * Reads an IPv4 or IPv6 address or CIDR range; without a prefix length the whole address counts. Nothing for other text.
 * Source: IAM User Guide, "Condition operators" (IP address); RFC 4632; RFC 4291.
 */
export function readAddressRange(text: string): AddressRange | undefined {
  const [address = "", length, ...rest] = text.split("/");
  const groups = address.includes(":") ? readIpv6(address) : readIpv4(address);
  if (!groups || rest.length > 0) return undefined;
  const bits = groups.length * 16;
  if (length === undefined) return { groups, prefix: bits };
  const prefix = /^\d{1,3}$/.test(length) ? Number(length) : bits + 1;
  return prefix <= bits ? { groups, prefix } : undefined;
}

/** Whether the range covers the address. An IPv4 address is in no IPv6 range, nor the reverse. */
export function rangeCovers(range: AddressRange, address: AddressRange): boolean {
  if (range.groups.length !== address.groups.length || address.prefix < range.prefix) return false;
  return range.groups.every((group, at) => {
    const bits = Math.min(Math.max(range.prefix - at * 16, 0), 16);
    const mask = (0xffff << (16 - bits)) & 0xffff;
    return (group & mask) === ((address.groups[at] ?? 0) & mask);
  });
}

function readIpv4(text: string): number[] | undefined {
  const bytes = text.split(".");
  if (bytes.length !== 4 || !bytes.every((byte) => /^\d{1,3}$/.test(byte) && Number(byte) < 256))
    return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = bytes.map(Number);
  return [a * 256 + b, c * 256 + d];
}

function readIpv6(text: string): number[] | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, at) => readGroups(half, at === halves.length - 1));
  if (!head) return undefined;
  if (halves.length === 1) return head.length === 8 ? head : undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (!tail || missing < 1) return undefined;
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
}

/** An IPv4 address may stand for the last two groups of an address only. */
function readGroups(text: string, isEnd: boolean): number[] | undefined {
  if (text === "") return [];
  const groups: number[] = [];
  const parts = text.split(":");
  for (const [at, part] of parts.entries()) {
    const isLast = isEnd && at === parts.length - 1;
    const embedded = isLast ? readIpv4(part) : undefined;
    if (embedded) groups.push(...embedded);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}
