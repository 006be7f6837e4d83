import { unresolved } from './policies';
import { accountOf } from '../../../ecr/policy/named-account';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole } from '../../../text/holes';
import type { CheckContext, Problem } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { isMissing, membersOf } from '../list-items';
import { replicationRules } from '../registry/replicas';

/** The types with settings that name an account outside a policy. */
export const SETTING_TYPES: readonly string[] = [
  ResourceType.CREATION_TEMPLATE,
  ResourceType.REPLICATION_CONFIGURATION,
  ResourceType.PULL_THROUGH_CACHE_RULE,
];

/** A value that names an account. */
interface Setting {
  readonly at: string;
  readonly what: string;
  readonly value: unknown;
}

/** Judges the accounts of destinations, upstreams and roles. An account does not tell its organization. */
export function* checkSettings(resource: TemplateResource, { props }: CheckContext): Iterable<Problem> {
  const { allowedAccounts: allowed } = props;
  if (!allowed) return;
  for (const { at, what, value } of settingsOf(resource)) {
    const account = accountOf(value, resource.stack);
    if (!account || account.isOwn || allowed.includes(account.id ?? '')) continue;
    if (account.id === undefined || account.isOwn === undefined) {
      yield unresolved(at, `the account of the ${what} is known at deployment`);
      continue;
    }
    yield {
      at,
      text: `the ${what} is in account ${account.id}, which is not among those allowed`,
      remedy: `use a ${what} in an allowed account, or add the account to allowedAccounts of EcrChecks`,
    };
  }
}

function* settingsOf(resource: TemplateResource): Iterable<Setting> {
  if (resource.type === ResourceType.REPLICATION_CONFIGURATION) {
    for (const rule of replicationRules(resource).all) {
      for (const { at, json } of membersOf(rule.json.Destinations, `${rule.at}/Destinations`).all) {
        yield { at: `${at}/RegistryId`, what: 'replication destination', value: json.RegistryId };
      }
    }
  }
  if (resource.type === ResourceType.PULL_THROUGH_CACHE_RULE) yield* upstreamOf(resource);
  const role = resource.property('CustomRoleArn');
  if (!isMissing(role)) yield { at: 'Properties/CustomRoleArn', what: 'custom role', value: role };
}

/** The registry of an upstream. Another upstream than Amazon ECR has no account. */
function* upstreamOf(cache: TemplateResource): Iterable<Setting> {
  const url = cache.property('UpstreamRegistryUrl');
  const [, account] = /^(.*?)[.]dkr[.-]ecr/.exec(typeof url === 'string' ? url : '') ?? [];
  const mayBeEcr = [undefined, 'ecr'].includes(cache.property('UpstreamRegistry') as string | undefined);
  const value = account ?? (hasHole(url) && mayBeEcr ? url : undefined);
  if (value !== undefined) yield { at: 'Properties/UpstreamRegistryUrl', what: 'cache upstream', value };
}
