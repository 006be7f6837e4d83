import { literal, objectLiteral } from './literal';
import { refusalsOf } from './refusals';
import { idOf } from './registry-code';
import type { RegistryCode } from './registry-code';
import { CodeModule } from './stack-source';
import { parseSecretArn } from '../../../../src/ecr/cache-credentials';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { parseRegistryHost, registryHost } from '../../../../src/ecr/hosts';
import { ACCOUNT_ID } from '../../../../src/ecr/identifiers';
import { mistakesInSecretName, mistakesInSecretPlace } from '../../../../src/ecr/mistakes/cache-credentials';
import { mistakesInUpstreamPlace } from '../../../../src/ecr/mistakes/caches';
import { mistakesInCachePrefix } from '../../../../src/ecr/mistakes/prefixes';
import { mistakesInRegion } from '../../../../src/ecr/mistakes/regions';
import { normalise, ROOT } from '../../../../src/ecr/namespaces';
import { urlSuffixOf } from '../../../../src/ecr/regions';
import {
  AZURE,
  CHAINGUARD,
  DOCKER_HUB,
  ECR,
  ECR_PUBLIC,
  GITHUB,
  GITLAB,
  KUBERNETES,
  QUAY,
  UPSTREAMS,
} from '../../../../src/ecr/upstreams';
import type { Json } from '../../../../src/text/json';
import type { RegistryFile } from '../../snapshot/format';

/** The upstream of a cache rule as code; or the reason why no `UpstreamRegistry` is that, as a clause. */
export interface UpstreamCode {
  readonly because?: string;
  /** Writes the expression. It names constructs of the stack after the prefix of the cache. */
  readonly write: (code: RegistryCode, prefix: string) => string;
}

/** The factories of `UpstreamRegistry` by the name of the upstream. */
const FACTORIES: Readonly<Record<string, string>> = {
  [ECR_PUBLIC.type]: 'ecrPublic',
  [KUBERNETES.type]: 'kubernetes',
  [QUAY.type]: 'quay',
  [DOCKER_HUB.type]: 'dockerHub',
  [GITHUB.type]: 'gitHub',
  [GITLAB.type]: 'gitLab',
  [AZURE.type]: 'azure',
  [CHAINGUARD.type]: 'chainguard',
  [ECR.type]: 'ecr',
};
const AZURE_SUFFIX = '.azurecr.io';
const ROLE_ARN = new RegExp(`^arn:[\\w-]+:iam::(${ACCOUNT_ID}):role/.+$`);

/** The upstream of a cache rule, as its template has it. */
export function upstreamCode(rule: Json, registry: RegistryFile): UpstreamCode {
  const { UpstreamRegistry: type, UpstreamRegistryUrl: host } = rule;
  const upstream = UPSTREAMS.find((each) => each.type === type);
  if (upstream === undefined) return refused('its upstream is not known here');
  if (typeof host !== 'string' || !upstream.hosts.test(host)) return refused('its host is not that of its upstream');
  if (upstream === ECR) return ecrCode(rule, host, registry);
  if (rule.CustomRoleArn !== undefined) return refused('an upstream outside of Amazon ECR has no role');
  if ((rule.UpstreamRepositoryPrefix ?? ROOT) !== ROOT) {
    return refused('an upstream outside of Amazon ECR has no prefix');
  }
  const factory = `.${FACTORIES[upstream.type]}`;
  const { CredentialArn: credentials } = rule;
  if (!upstream.authenticated) {
    if (credentials !== undefined) return refused('this upstream has no credentials');
    return { write: ({ source }) => `${source.use('UpstreamRegistry')}${factory}()` };
  }
  const because = secretRefusal(credentials, registry);
  if (because !== undefined) return refused(because);
  return {
    write: (code, prefix) =>
      `${code.source.use('UpstreamRegistry')}${factory}(${objectLiteral([
        ...(upstream === AZURE ? [['registryName', literal(host.slice(0, -AZURE_SUFFIX.length))] as const] : []),
        ['credentials', secretCode(String(credentials), code, prefix)],
      ])})`,
  };
}

function ecrCode(rule: Json, host: string, registry: RegistryFile): UpstreamCode {
  const { CustomRoleArn: roleArn, UpstreamRepositoryPrefix: upstreamPrefix = ROOT, CredentialArn: credentials } = rule;
  const place = parseRegistryHost(host);
  if (!place || registryHost({ ...place, urlSuffix: urlSuffixOf(registry.region) }) !== host) {
    return refused('its host is not the standard one of a registry');
  }
  if (credentials !== undefined) return refused('an upstream in Amazon ECR has no credentials');
  if (typeof roleArn !== 'string') return refused('it has no role, and a cache of Amazon ECR would get a new one');
  if (ROLE_ARN.exec(roleArn)?.[1] !== registry.account) return refused('its role is not one of the account');
  const mistakes = refusalsOf('upstream', [
    ...mistakesInUpstreamPlace(registry, place),
    ...mistakesInRegion(EcrRule.CACHE_UPSTREAM, place.region),
    ...mistakesInCachePrefix(upstreamPrefix),
  ]);
  if (mistakes.length > 0 || normalise(String(upstreamPrefix)) !== upstreamPrefix) {
    return refused('UpstreamRegistry.ecr refuses its upstream');
  }
  return {
    write: (code, prefix) => {
      const role = `${code.source.use('Role', CodeModule.IAM)}.fromRoleArn`;
      const id = code.stackIds.next(idOf(prefix, 'Role'));
      return `${code.source.use('UpstreamRegistry')}.ecr(${objectLiteral([
        ['account', literal(place.account)],
        ['region', literal(place.region)],
        ...(upstreamPrefix === ROOT ? [] : [['upstreamRepositoryPrefix', literal(upstreamPrefix)] as const]),
        ['role', `${role}(this, ${literal(id)}, ${literal(roleArn)})`],
      ])})`;
    },
  };
}

function secretRefusal(arn: unknown, registry: RegistryFile): string | undefined {
  if (arn === undefined) return 'it has no credentials, and UpstreamRegistry asks for them';
  const secret = typeof arn === 'string' ? parseSecretArn(arn) : undefined;
  if (!secret) return 'its credentials are no secret of AWS Secrets Manager';
  const mistakes = [...mistakesInSecretName(secret.name), ...mistakesInSecretPlace(registry, secret, secret.name)];
  return refusalsOf('credentials', mistakes).length > 0 ? 'UpstreamRegistry refuses its credentials' : undefined;
}

function secretCode(arn: string, { source, stackIds }: RegistryCode, prefix: string): string {
  const factory = parseSecretArn(arn)?.isFull ? 'fromSecretCompleteArn' : 'fromSecretPartialArn';
  const id = stackIds.next(idOf(prefix, 'Credentials'));
  return `${source.use('Secret', CodeModule.SECRETS_MANAGER)}.${factory}(this, ${literal(id)}, ${literal(arn)})`;
}

function refused(because: string): UpstreamCode {
  return { because, write: () => '' };
}
