import type { Mistake } from './mistake';
import { mistakesInRegion } from './regions';
import { hasHole } from '../../text/holes';
import { EcrRule } from '../ecr-rule';
import { isAccountId } from '../identifiers';
import { parseImage } from '../image-reference';
import { hasDualStackHosts, hasFipsHosts, isRegion, REGIONS, urlSuffixOf } from '../regions';
import { isRepositoryName } from '../repository-name';

const id = EcrRule.IMAGE_REFERENCE;

const SCHEME = /^[a-z]+:\/\//i;
const PUBLIC_GALLERY = 'public.ecr.aws';
/** The parts of a host: the account, the kind of the endpoint, the region and the domain. */
const HOST = /^([^.]*)\.dkr([.-])ecr(-fips)?\.([^.]+)\.(.+)$/;
/** A host that is meant to be one of a private registry. Hosts of a single VPC endpoint are not judged. */
const MEANT = /(?:^|[.-])ecr(?:-fips)?[.-]/;
const OF_AWS = /\.(?:amazonaws\.[a-z.]+|on\.aws|c2s\.ic\.gov|sc2s\.sgov\.gov|csp\.hci\.ic\.gov|cloud\.adc-e\.uk)$/;
const OF_ENDPOINT = /\.vpce\./;
const DUAL_STACK_DOMAIN = 'on.aws';
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$|^sha512:[0-9a-f]{128}$/;
const EXAMPLE = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';

/** Whether a host is one of a private registry of Amazon ECR, or is meant to be. Its account and region may be holes. */
export function isMeantForEcr(host: string): boolean {
  const plain = plainHost(host);
  return MEANT.test(plain) && (OF_AWS.test(plain) || hasHole(plain)) && !OF_ENDPOINT.test(plain);
}

/** The reference to an image of Amazon ECR, as consumers write it. Parts with holes, and other registries, are not judged. */
export function* mistakesInImage(image: string): Iterable<Mistake> {
  const [scheme] = SCHEME.exec(image) ?? [];
  const written = image.slice(scheme?.length ?? 0);
  const { host, repository, tag, digest } = parseImage(written);
  if (image.startsWith('arn:')) {
    return yield mistake(image, 'be the URI of an image, not an ARN', `write it like "${EXAMPLE}/team/api:v1"`);
  }
  if (!written.includes('/') && isMeantForEcr(written.split(/[:@]/)[0])) {
    return yield mistake(image, 'name a repository after the host', `write it like "${EXAMPLE}/team/api:v1"`);
  }
  const isEcr = isMeantForEcr(host);
  if (scheme !== undefined && (isEcr || host === PUBLIC_GALLERY || hasHole(written.split('/')[0]))) {
    return yield mistake(image, 'start with the host of a registry, without a scheme', `remove "${scheme}"`);
  }
  if (!isEcr) return;
  yield* mistakesInImageHost(image, plainHost(host));
  if (!hasHole(repository) && !isRepositoryName(repository)) {
    yield mistake(
      image,
      'have the name of a repository: lower-case letters and digits, separated by ".", "_", "__", dashes or "/"',
      'write the name as the repository has it',
    );
  }
  if (tag !== undefined && !hasHole(tag) && !TAG.test(tag)) {
    yield tag.startsWith('sha')
      ? mistake(image, 'have "@" before a digest', `write "@${tag}" after the name`)
      : mistake(image, 'have a tag of 1 to 128 letters, digits and the signs . _ -', 'correct the part after ":"');
  }
  if (digest !== undefined && !hasHole(digest) && !DIGEST.test(digest)) {
    yield mistake(
      image,
      'have a digest of "sha256:" and 64 digits from 0 to f',
      'copy the whole digest of the image, or name a tag',
    );
  }
}

function* mistakesInImageHost(image: string, host: string): Iterable<Mistake> {
  if (hasHole(host)) return;
  const [, account, separator, fips, region, domain] = HOST.exec(host) ?? [];
  if (account === undefined || !isRegion(region)) {
    return yield mistake(
      image,
      'start with the host of a registry: <account>.dkr.ecr.<region>.<domain>',
      `write it like "${EXAMPLE}"`,
    );
  }
  if (!isAccountId(account)) {
    yield mistake(image, 'start with an account id of 12 digits', 'write all 12 digits of the account');
  }
  if (!REGIONS.includes(region)) return yield* mistakesInRegion(id, region);
  const isDualStack = separator === '-';
  if (isDualStack && !hasDualStackHosts(region)) {
    return yield mistake(
      image,
      `have no dual-stack host in ${region}, where AWS documents none`,
      `write the host "${account}.dkr.ecr.${region}.${urlSuffixOf(region)}"`,
    );
  }
  const expected = isDualStack ? DUAL_STACK_DOMAIN : urlSuffixOf(region);
  if (domain !== expected) {
    return yield mistake(
      image,
      `have a host that ends in ".${region}.${expected}"`,
      `write "${expected}" in place of "${domain}"`,
    );
  }
  if (fips === undefined || hasFipsHosts(region)) return;
  yield {
    id: EcrRule.UNKNOWN_NAME,
    at: '',
    found: host,
    must: `be a host that exists in ${region}`,
    which: `is a FIPS host, of which AWS lists none in ${region}`,
    remedy: `write "${host.replace('-fips', '')}", or acknowledge that the host exists`,
  };
}

function mistake(found: string, must: string, remedy: string): Mistake {
  return { id, at: '', found, must, remedy };
}

/** A host without its port, in lower case, because its case does not matter. */
function plainHost(host: string): string {
  return host.replace(/:443$/, '').toLowerCase();
}
