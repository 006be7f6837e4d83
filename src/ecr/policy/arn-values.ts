import { comparesParts } from './condition-operators';
import { filledText, HOLE } from './text-at-place';
import type { Place } from './text-at-place';
import { hasHole } from '../../text/holes';
import { isAccountId } from '../identifiers';
import { partitionOf, REGION, REGIONS } from '../regions';

/** What `aws:PrincipalArn` can end in. The session of a role has the ARN of the role. */
const PRINCIPALS: Readonly<Record<string, readonly string[]>> = {
  iam: ['role/', 'user/', 'root'],
  sts: ['federated-user/'],
};

/** The reason why no request has an ARN as the value of a key, as the end of a sentence that starts with "which". */
export function arnFlaw(value: string, operator: string, key: string, place: Place): string | undefined {
  const text = filledText(value, place);
  if (/^\*+$/.test(text) || text.includes('${') || text.includes(HOLE)) return undefined;
  const parts = text.split(':');
  const isPattern = /[*?]/.test(parts.slice(0, 5).join(':'));
  // Under StringLike, one wildcard may stand for several parts.
  if (isPattern && !comparesParts(operator)) return undefined;
  const [arn, partition = '', service = '', region = '', account = ''] = parts;
  if (parts.length < 6 || arn !== 'arn') return 'which is no ARN';
  const { region: own } = place;
  if (!hasHole(value) && !isAny(partition) && own && REGIONS.includes(own) && partition !== partitionOf(own)) {
    return `which is of another partition than ${own}`;
  }
  if (!isAny(account) && account !== '' && account !== 'own-account' && !isAccountId(account)) {
    return 'whose account is no id of 12 digits';
  }
  const name = parts.slice(5).join(':');
  return key === 'aws:principalarn' ? principalFlaw(service, region, account, name) : regionFlaw(region);
}

function principalFlaw(service: string, region: string, account: string, name: string): string | undefined {
  if (region !== '' && !isAny(region)) return 'which has a region, but ARNs of principals have none';
  if (account === '') return 'which has no account';
  if (isAny(service)) return undefined;
  if (service === 'sts' && name.startsWith('assumed-role/')) {
    return 'which is a session, but the key has the ARN of the role: arn:…:iam::…:role/…';
  }
  const kinds = Object.hasOwn(PRINCIPALS, service) ? PRINCIPALS[service] : [];
  return kinds.some((kind) => agrees(name, kind)) ? undefined : 'which is no ARN of a role or user';
}

function regionFlaw(region: string): string | undefined {
  return region === '' || region === 'own-region' || isAny(region) || REGION.test(region)
    ? undefined
    : 'whose region does not exist';
}

/** Whether a pattern can start with a text. */
export function agrees(pattern: string, start: string): boolean {
  const [known, ...rest] = pattern.split(/[*?]/);
  return known.startsWith(start) || (rest.length > 0 && start.startsWith(known));
}

function isAny(part: string): boolean {
  return /[*?]/.test(part);
}
