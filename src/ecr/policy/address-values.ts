/** Blocks of addresses that are private, or that only hosts themselves have. The internet has none of them. */
const PRIVATE: readonly string[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '127.0.0.0/8',
];
const PRIVATE_V6 = /^f(c|d|e[89ab])/i;

/** The reason why no request has an address of a block, as the end of a sentence that starts with "which". */
export function addressFlaw(value: string, key: string): string | undefined {
  const [address, length, ...others] = value.split('/');
  const isV6 = address.includes(':');
  const bits = isV6 ? 128 : 32;
  const isLength = length === undefined || (/^\d+$/.test(length) && Number(length) <= bits);
  const isAddress = isV6 ? /^[0-9a-f:.]+$/i.test(address) : numberOf(address) !== undefined;
  if (!isAddress || !isLength || others.length > 0) return 'which is no address or block of addresses';
  if (key !== 'aws:sourceip') return undefined;
  const isPrivate = isV6
    ? PRIVATE_V6.test(address) && Number(length ?? bits) >= 7
    : PRIVATE.some((block) => isWithin(address, Number(length ?? bits), block));
  return isPrivate
    ? 'which is private: requests from the internet have public addresses, and requests through a VPC endpoint have no ' +
        'aws:SourceIp'
    : undefined;
}

function isWithin(address: string, length: number, block: string): boolean {
  const [start, blockLength] = block.split('/');
  const size = 2 ** (32 - Number(blockLength));
  return length >= Number(blockLength) && Math.floor(numberOf(address)! / size) === Math.floor(numberOf(start)! / size);
}

/** An IPv4 address as a number. */
function numberOf(address: string): number | undefined {
  const parts = address.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}
