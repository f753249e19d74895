/** Whether a text is an IPv4 or IPv6 address, with or without a prefix length (`203.0.113.0/24`). */
export function isAddressBlock(text: string): boolean {
  const slash = text.indexOf("/");
  const address = slash < 0 ? text : text.slice(0, slash);
  const length = slash < 0 ? "0" : text.slice(slash + 1);
  const isV4 = ipv4(address) !== undefined;
  if (!isV4 && !isIpv6(address)) return false;
  return /^\d{1,3}$/.test(length) && Number(length) <= (isV4 ? 32 : 128);
}

/** The address as a number. */
function ipv4(text: string): number | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

function isIpv6(text: string): boolean {
  const halves = text.split("::");
  if (halves.length > 2 || !text.includes(":")) return false;
  let groups = 0;
  for (const [index, half] of halves.entries()) {
    const parts = half === "" ? [] : half.split(":");
    for (const [at, part] of parts.entries()) {
      const last = index === halves.length - 1 && at === parts.length - 1;
      if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups += 1;
      else if (last && ipv4(part) !== undefined) groups += 2;
      else return false;
    }
  }
  return halves.length === 2 ? groups < 8 : groups === 8;
}

/** RFC 1918; loopback, link-local and shared ranges; RFC 4193. */
const privateBlocks: readonly (readonly [string, number])[] = [
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["100.64.0.0", 10],
];

/** Whether an address block lies wholly in a range that never reaches AWS over the internet. */
export function isPrivateBlock(text: string): boolean {
  const [address = "", length = "32"] = text.split("/");
  const number = ipv4(address);
  if (number === undefined) return /^(f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]|::1$)/i.test(address);
  return privateBlocks.some(([block, bits]) => {
    const size = 2 ** (32 - bits);
    const from = ipv4(block) ?? 0;
    return Number(length) >= bits && number >= from && number < from + size;
  });
}
