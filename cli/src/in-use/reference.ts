import { parseImage } from '../../../src/ecr/image-reference';

/** The account and the region of a private registry. */
export interface RegistryId {
  readonly account: string;
  readonly region: string;
}

/** A reference to an image of a private registry. */
export interface RegistryReference {
  readonly registry: RegistryId;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** The hosts of a private registry at all of its endpoints. */
const HOSTS = [
  /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.[a-z0-9.-]+$/,
  /^(\d{12})\.dkr-ecr(?:-fips)?\.([a-z0-9-]+)\.on\.aws$/,
];

/** Reads a reference; `undefined` if it is to no private registry. */
export function referenceIn(text: string): RegistryReference | undefined {
  const { host, ...image } = parseImage(text);
  for (const pattern of HOSTS) {
    const [, account, region] = pattern.exec(host) ?? [];
    if (account !== undefined) return { ...image, registry: { account, region } };
  }
  return undefined;
}

/** Whether a reference is a digest without a repository. */
export function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]+$/.test(text);
}

/** Whether something may be in a registry, as far as its account and region are known. */
export function isIn({ account, region }: Partial<RegistryId>, registry: RegistryId): boolean {
  return (account ?? registry.account) === registry.account && (region ?? registry.region) === registry.region;
}

export function isSame(one: RegistryId, other: RegistryId): boolean {
  return one.account === other.account && one.region === other.region;
}
