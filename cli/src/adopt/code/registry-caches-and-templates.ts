import { statementsOf } from './access-code';
import { literal, objectLiteral } from './literal';
import { refusalsOf } from './refusals';
import { constantOf, idOf } from './registry-code';
import type { RegistryCode } from './registry-code';
import { upstreamCode } from './registry-upstream';
import type { UpstreamCode } from './registry-upstream';
import { losesRules } from './role-refusal';
import { settingsCode } from './settings-code';
import {
  mistakesInCacheCount,
  mistakesInCacheRegion,
  mistakesInUpstreamPrefix,
} from '../../../../src/ecr/mistakes/caches';
import { mistakesInCachePrefix, mistakesInTemplatePrefix } from '../../../../src/ecr/mistakes/prefixes';
import { covers, normalise, ROOT } from '../../../../src/ecr/namespaces';
import { coversAction } from '../../../../src/ecr/policy/action-pattern';
import { REPLICATE_ACTION } from '../../../../src/ecr/policy/ecr-actions';
import { RepositoryRole } from '../../../../src/ecr/repository-role';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { isObject, parsed } from '../../../../src/text/json';
import type { Json } from '../../../../src/text/json';
import { byText, listed } from '../../../../src/text/lists';
import { settingLogicalId } from '../logical-id';

const CACHE = ResourceType.PULL_THROUGH_CACHE_RULE;
const TEMPLATE = ResourceType.CREATION_TEMPLATE;
const CACHE_KIND = 'PullThroughCache';
const TEMPLATE_KIND = 'CreationTemplate';

/** The uses of a template for which a `Registry` has a method, in the order of its code. */
const USES = ['PULL_THROUGH_CACHE', 'CREATE_ON_PUSH', 'REPLICATION'];

/** The roles of the repositories that a template creates. */
const ROLES: Readonly<Record<string, RepositoryRole>> = {
  PULL_THROUGH_CACHE: RepositoryRole.CACHE,
  REPLICATION: RepositoryRole.REPLICA,
};

/** A cache rule or a template, or both, with one prefix. */
interface Prefix {
  readonly prefix: string;
  readonly rule?: Json;
  readonly template?: Json;
}

/** Writes the pull-through caches and the creation templates of the registry, by their prefixes. */
export function addCachesAndTemplates(code: RegistryCode): void {
  const rules = byPrefix(code.settings(CACHE), 'EcrRepositoryPrefix');
  const templates = byPrefix(code.settings(TEMPLATE), 'Prefix');
  const prefixes = [...new Set([...rules.keys(), ...templates.keys()])].sort(byText);
  for (const prefix of prefixes) {
    addPrefix({ prefix, rule: rules.get(prefix), template: templates.get(prefix) }, rules.size, code);
  }
}

function addPrefix({ prefix, rule, template }: Prefix, caches: number, code: RegistryCode): void {
  const upstream = rule && upstreamCode(rule, code.registry);
  const uses = usesOf(template);
  const ofCache = rule && upstream && (cacheRefusal(prefix, upstream, rule, caches, code) ?? withoutTemplate(uses));
  const ofTemplate = template && templateRefusal(prefix, template, code);
  const because =
    ofTemplate ?? (uses.includes(USES[0]) ? (rule ? ofCache : 'no pull-through cache has its prefix') : undefined);
  const settings = template && because === undefined ? settingsOf(template, code) : undefined;
  // The code of settings is the last thing that may refuse.
  const refused = because ?? settings?.because;
  const isTyped = template !== undefined && refused === undefined;
  if (isTyped) addTyped({ prefix, rule, template }, settings!.code, upstream, code);
  if (rule && !(isTyped && uses.includes(USES[0]))) {
    addRawCache(prefix, rule, ofCache ?? 'its creation template is an L1 construct', code);
  }
  if (template && !isTyped) addRawTemplate(prefix, template, refused!, code);
}

/** A cache of a `Registry` has a template for its prefix. */
function withoutTemplate(uses: readonly string[]): string | undefined {
  return uses.includes(USES[0])
    ? undefined
    : 'no creation template for pull-through caches has its prefix, and Registry would create one';
}

function addTyped(
  { prefix, rule, template }: Prefix,
  settings: string,
  upstream: UpstreamCode | undefined,
  code: RegistryCode,
): void {
  const uses = USES.filter((use) => usesOf(template).includes(use));
  const given = uses.length > 1 ? sharedSettings(prefix, settings, code) : settings;
  for (const use of uses) {
    switch (use) {
      case 'PULL_THROUGH_CACHE': {
        const id = code.registryIds.next(idOf(prefix, ''));
        const options = objectLiteral([
          ['upstream', upstream!.write(code, prefix)],
          ['repositoryPrefix', literal(prefix)],
          ['settings', given],
        ]);
        code.call('addPullThroughCache', literal(id), options);
        code.own(CACHE, [id, 'Resource'], CACHE_KIND, String(rule!.EcrRepositoryPrefix));
        break;
      }
      case 'CREATE_ON_PUSH':
        code.call(
          'addCreateOnPush',
          literal(idOf(prefix, '')),
          objectLiteral([
            ['prefix', literal(prefix)],
            ['settings', given],
          ]),
        );
        break;
      default: {
        const names = prefix === ROOT ? ['rootTemplate', 'true'] : ['repositoryPrefixes', literal([`${prefix}/`])];
        const account = ['account', literal(code.registry.account)] as const;
        code.call('acceptReplicationFrom', objectLiteral([account, [names[0], names[1]], ['settings', given]]));
      }
    }
  }
  code.own(TEMPLATE, ['Templates', prefix.replaceAll('/', ':'), 'Resource'], TEMPLATE_KIND, prefix);
}

/** Settings that several methods take, as a constant. */
function sharedSettings(prefix: string, settings: string, { source, statements }: RegistryCode): string {
  const constant = source.name(constantOf(idOf(prefix, 'Settings')));
  statements.push(`const ${constant}: ${source.useType('RepositorySettings')} = ${settings};`);
  return constant;
}

function addRawCache(prefix: string, rule: Json, because: string, code: RegistryCode): void {
  const id = code.stackIds.next(idOf(prefix, 'Cache'));
  code.raw({
    type: CACHE,
    name: `the pull-through cache ${prefix}`,
    path: [id],
    constant: constantOf(id),
    logicalId: settingLogicalId(CACHE_KIND, prefix),
    identifier: { EcrRepositoryPrefix: prefix },
    // A PullThroughCache leaves the prefix ROOT out: with it here, its rule would replace this one later.
    properties: { ...rule, UpstreamRepositoryPrefix: unless(rule.UpstreamRepositoryPrefix, ROOT) },
    because,
    later: 'Later: registry.addPullThroughCache with the same properties, because none of a rule can change.',
  });
}

function addRawTemplate(prefix: string, template: Json, because: string, code: RegistryCode): void {
  const id = code.stackIds.next(idOf(prefix, 'Template'));
  const methods: Readonly<Record<string, string>> = {
    PULL_THROUGH_CACHE: 'addPullThroughCache',
    CREATE_ON_PUSH: 'addCreateOnPush',
    REPLICATION: 'acceptReplicationFrom',
  };
  const uses = usesOf(template).flatMap((use) => (Object.hasOwn(methods, use) ? [`registry.${methods[use]}`] : []));
  code.raw({
    type: TEMPLATE,
    name: `the creation template ${prefix}`,
    path: [id],
    constant: constantOf(id),
    logicalId: settingLogicalId(TEMPLATE_KIND, prefix),
    identifier: { Prefix: prefix },
    properties: { ...template, ResourceTags: tagsOf(template).length > 0 ? template.ResourceTags : undefined },
    because,
    later: `Later: ${uses.join(' and ') || 'registry.addCreateOnPush'}, which changes it in place.`,
  });
}

/** The reason why a `Registry` cannot have a cache as it is, apart from its template. */
function cacheRefusal(
  prefix: string,
  upstream: UpstreamCode,
  rule: Json,
  caches: number,
  code: RegistryCode,
): string | undefined {
  if (upstream.because !== undefined) return upstream.because;
  const { region } = code.registry;
  const mistakes = refusalsOf('cache', [
    ...mistakesInCachePrefix(prefix, region),
    ...mistakesInCacheRegion(region),
    ...mistakesInCacheCount(caches),
    ...mistakesInUpstreamPrefix(prefix, rule.UpstreamRepositoryPrefix),
  ]);
  if (mistakes.length > 0) return 'a PullThroughCache refuses its prefix';
  // With another prefix, the L1 construct would end them too: the repositories are L1 constructs then.
  return prefix === ROOT ? lifecycleRefusal(prefix, RepositoryRole.CACHE, code) : undefined;
}

/** The reason why repositories of the app would lose rules of their lifecycle by a role, which a method gives them. */
function lifecycleRefusal(prefix: string, role: RepositoryRole, { adopted }: RegistryCode): string | undefined {
  const names = adopted
    .filter(
      ({ repositoryName, lifecyclePolicy }) => covers(prefix, repositoryName) && losesRules(lifecyclePolicy, role),
    )
    .map(({ repositoryName }) => repositoryName);
  return names.length > 0 ? `Registry would end rules in the lifecycle of ${listed(names)}` : undefined;
}

/** The reason why a `Registry` cannot have a template as it is, apart from its settings. */
function templateRefusal(prefix: string, template: Json, code: RegistryCode): string | undefined {
  const uses = usesOf(template);
  const encryption = isObject(template.EncryptionConfiguration) ? template.EncryptionConfiguration : {};
  if (refusalsOf('prefix', mistakesInTemplatePrefix(prefix, code.registry.region)).length > 0) {
    return 'a Registry refuses its prefix';
  }
  if (normalise(prefix) !== prefix) return 'its prefix ends in a slash, which Registry leaves out';
  if (uses.length === 0 || uses.some((use) => !USES.includes(use))) return 'it is for another use';
  if (template.CustomRoleArn !== undefined) return 'it has a role, and Registry would create another one';
  if ((encryption.EncryptionType ?? 'AES256') !== 'AES256' || encryption.KmsKey !== undefined) {
    return 'it encrypts with AWS KMS, for which Registry would create a role';
  }
  if (tagsOf(template).length > 0) {
    return 'it sets tags, for which Registry would create a role';
  }
  if (template.Description !== undefined) return 'it has a description';
  if (uses.includes('PULL_THROUGH_CACHE') && template.ImageTagMutability === 'IMMUTABLE') {
    return 'its tags cannot move, and those of a PullThroughCache can';
  }
  if (uses.includes('REPLICATION') && !isAlone(code)) return 'another account may replicate to this registry';
  return uses.includes('REPLICATION') ? lifecycleRefusal(prefix, RepositoryRole.REPLICA, code) : undefined;
}

/** Whether replicas can only come from other regions of the account: another account needs a statement. */
function isAlone({ registry }: RegistryCode): boolean {
  const isUnread = registry.unread.some(({ action }) => action === 'ecr:GetRegistryPolicy');
  const statements = registry.policy === undefined ? [] : statementsOf(registry.policy);
  return (
    !isUnread &&
    !statements.some((each) => isObject(each) && each.Effect !== 'Deny' && coversAction(each, REPLICATE_ACTION))
  );
}

/** The settings of a template as code, or the reason why they are none. */
function settingsOf(template: Json, { source }: RegistryCode): { readonly because?: string; readonly code: string } {
  const [policy, lifecycle] = [parsed(template.RepositoryPolicy), parsed(template.LifecyclePolicy)];
  if (template.RepositoryPolicy !== undefined && !isObject(policy)) {
    return { because: 'its policy is no JSON', code: '' };
  }
  if (template.LifecyclePolicy !== undefined && !isObject(lifecycle)) {
    return { because: 'its lifecycle is no JSON', code: '' };
  }
  const roles = usesOf(template).flatMap((use) => ROLES[use] ?? []);
  if (roles.some((role) => losesRules(isObject(lifecycle) ? lifecycle : undefined, role))) {
    return { because: 'Registry would end a rule of its lifecycle', code: '' };
  }
  const filters = Array.isArray(template.ImageTagMutabilityExclusionFilters)
    ? template.ImageTagMutabilityExclusionFilters.filter(isObject)
    : undefined;
  const { properties, refused, remarks } = settingsCode(
    {
      encryption: { encryptionType: 'AES256' },
      imageTagMutability: template.ImageTagMutability as string | undefined,
      imageTagMutabilityExclusionFilters: filters?.map((filter) => ({
        filterType: filter.ImageTagMutabilityExclusionFilterType,
        filter: filter.ImageTagMutabilityExclusionFilterValue,
      })),
      lifecyclePolicy: isObject(lifecycle) ? lifecycle : undefined,
      policy: isObject(policy) ? policy : undefined,
    },
    source,
  );
  const [because] = [...refused, ...remarks];
  return { because, code: objectLiteral(properties) };
}

function tagsOf({ ResourceTags: tags }: Json): readonly unknown[] {
  return Array.isArray(tags) ? tags : [];
}

function unless(value: unknown, meaningless: string): unknown {
  return value === meaningless ? undefined : value;
}

function usesOf(template: Json | undefined): string[] {
  return Array.isArray(template?.AppliedFor) ? template.AppliedFor.map(String) : [];
}

function byPrefix(settings: readonly Json[], name: string): Map<string, Json> {
  return new Map(settings.map((properties) => [String(properties[name]), properties]));
}
