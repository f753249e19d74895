import { type AddressRange, readAddressRange } from "../authorizer/condition/ip-addresses.ts";

/**
 * Addresses that tell ranges apart: of each range the first and the last address and their neighbours outside, the range
 * itself and the one twice its size, because a request may have a range too.
 */
export function exampleAddresses(texts: readonly string[]): readonly string[] {
  const examples: string[] = [];
  for (const text of texts) {
    const range = readAddressRange(text);
    if (!range) continue;
    const bits = range.groups.length * 16;
    const size = 1n << BigInt(bits - range.prefix);
    const first = (numberOf(range) / size) * size;
    const last = first + size - 1n;
    const beyond = 1n << BigInt(bits);
    for (const address of [first + (size > 4n ? 4n : 0n), first, last, first - 1n, last + 1n])
      if (address >= 0n && address < beyond) examples.push(format(address, range.groups.length));
    const network = format(first, range.groups.length);
    examples.push(`${network}/${range.prefix}`);
    if (range.prefix > 0) {
      const wider = format((first / (size * 2n)) * size * 2n, range.groups.length);
      examples.push(`${wider}/${range.prefix - 1}`);
    }
  }
  return [...examples, "203.0.113.7", "2001:db8::7", "0.0.0.0/0", "::/0"];
}

function numberOf({ groups }: AddressRange): bigint {
  return groups.reduce((number, group) => number * 65_536n + BigInt(group), 0n);
}

function format(address: bigint, groups: number): string {
  const parts: bigint[] = [];
  const base = groups === 2 ? 256n : 65_536n;
  for (let rest = address, at = groups === 2 ? 4 : groups; at > 0; at -= 1, rest /= base)
    parts.unshift(rest % base);
  return groups === 2 ? parts.join(".") : parts.map((part) => part.toString(16)).join(":");
}
