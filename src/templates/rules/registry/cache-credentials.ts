import { upstreamOf } from './caches';
import { AWS_MANAGED_KEY, CREDENTIALS_PREFIX, parseSecretArn } from '../../../ecr/cache-credentials';
import type { SecretArn } from '../../../ecr/cache-credentials';
import { EcrRule } from '../../../ecr/ecr-rule';
import { fillRegion } from '../../../ecr/fill-region';
import { parseRegistryHost } from '../../../ecr/hosts';
import {
  mistakesInSecretFields,
  mistakesInSecretName,
  mistakesInSecretPlace,
  partialSecretArn,
  secretWithKey,
} from '../../../ecr/mistakes/cache-credentials';
import { UPLOAD_ACTIONS, UPSTREAM_READ_ACTIONS } from '../../../ecr/policy/ecr-actions';
import { ResourceType } from '../../../ecr/resource-type';
import { PULL_THROUGH_CACHE } from '../../../ecr/services';
import { ECR } from '../../../ecr/upstreams';
import { fill, hasHole, hole, readable } from '../../../text/holes';
import { isObject, parsed } from '../../../text/json';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import type { TemplateStack } from '../../template-stack';
import { isMissing, known } from '../list-items';
import { problemsOf } from '../mistake-problems';
import { flawsInRole } from '../role-flaws';

export const CACHE_CREDENTIALS: Rule = {
  id: EcrRule.CACHE_CREDENTIALS,
  types: [ResourceType.PULL_THROUGH_CACHE_RULE],
  check: checkCredentials,
};

export const PARTIAL_SECRET_ARN: Rule = {
  id: EcrRule.PARTIAL_SECRET_ARN,
  types: [ResourceType.PULL_THROUGH_CACHE_RULE],
  check: checkPartialArn,
};

/** Actions that the role of a cache needs for an upstream in Amazon ECR. */
const ROLE_ACTIONS = [...UPSTREAM_READ_ACTIONS, ...UPLOAD_ACTIONS];

const id = EcrRule.CACHE_CREDENTIALS;
const PROPERTY = 'CredentialArn';
const AT = `Properties/${PROPERTY}`;

function* checkCredentials(cache: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const { host, upstream, agrees } = upstreamOf(cache);
  // Another rule judges the upstream.
  if (!agrees) return;
  if (upstream === ECR) return yield* checkRole(cache, host, app);
  const credentials = cache.property('CredentialArn');
  if (isMissing(credentials)) {
    if (!upstream?.authenticated) return;
    return yield { at: AT, text: `CredentialArn is not set, but ${upstream.type} requires credentials` };
  }
  const secret = app.resourceOf(credentials);
  if (secret) yield* checkSecret(secret, app);
  else yield* checkArn(credentials, cache.stack);
}

/** Checks the role with which Amazon ECR reads an upstream in another account. */
function* checkRole(cache: TemplateResource, host: string | undefined, app: TemplateApp): Iterable<Problem> {
  const at = 'Properties/CustomRoleArn';
  const arn = cache.property('CustomRoleArn');
  if (!isMissing(arn)) {
    const role = app.resourceOf(arn);
    if (role?.type !== 'AWS::IAM::Role') return;
    for (const flaw of flawsInRole(role, PULL_THROUGH_CACHE.principal, ROLE_ACTIONS, app)) {
      const remedy = `let ${PULL_THROUGH_CACHE.principal} assume the role, and allow it ${ROLE_ACTIONS.join(', ')}`;
      yield { at, text: `CustomRoleArn is ${role.constructPath}, which ${flaw}`, remedy };
    }
    return;
  }
  const upstream = host === undefined ? undefined : parseRegistryHost(host);
  const { account } = cache.stack;
  if (!upstream || account === undefined) {
    if (hasHole(cache.property('UpstreamRegistryUrl')) || upstream) {
      yield { at, text: 'whether the upstream is in another account is known at deployment', unresolved: true };
    }
    return;
  }
  if (upstream.account === account) return;
  yield {
    at,
    text: `CustomRoleArn is not set, but the upstream is in another account, ${upstream.account}`,
    remedy:
      'set CustomRoleArn to a role of this account that trusts pullthroughcache.ecr.amazonaws.com and may read upstream',
  };
}

/** A secret that the app declares. */
function* checkSecret(secret: TemplateResource, app: TemplateApp): Iterable<Problem> {
  if (secret.type !== ResourceType.SECRET) return;
  const [name, key] = [secret.property('Name'), secret.property('KmsKeyId')];
  const { constructPath } = secret;
  const start = startOf(name);
  if (start === 'unresolved') {
    yield { at: AT, text: 'the name of the secret is known at deployment', unresolved: true };
  } else if (start === 'other') {
    yield* nameProblems(isMissing(name) ? undefined : name);
  }
  yield* problemsOf(id, AT, PROPERTY, mistakesInSecretFields(fieldsOf(secret), constructPath));
  if (isMissing(key) || known(key)?.includes(AWS_MANAGED_KEY)) return;
  if (hasHole(key) && !app.resourceOf(key)) {
    return yield { at: AT, text: 'the key of the secret is known at deployment', unresolved: true };
  }
  yield* problemsOf(id, AT, PROPERTY, [secretWithKey(constructPath)]);
}

/** The fields of the JSON in a secret, as far as the template has them. */
function fieldsOf(secret: TemplateResource): string[] {
  const generated = secret.property('GenerateSecretString.GenerateStringKey');
  const json = parsed(secret.property('SecretString') ?? secret.property('GenerateSecretString.SecretStringTemplate'));
  const fields = isObject(json) ? Object.keys(json) : [];
  const all = isMissing(generated) ? fields : [...fields, String(generated)];
  return hasHole(all) ? [] : all;
}

/** A secret that the app does not declare, with its ARN. */
function* checkArn(credentials: unknown, stack: TemplateStack): Iterable<Problem> {
  const text = inPlace(credentials, stack);
  if (hasHole(text)) {
    const [, name] = typeof text === 'string' ? text.split(':secret:') : [];
    if (startOf(name ?? text) === 'other' && name !== undefined) return yield* nameProblems(name);
    return yield { at: AT, text: 'the secret is known at deployment', unresolved: true };
  }
  const arn = arnOf(credentials, stack);
  if (!arn) return yield { at: AT, text: `CredentialArn is ${readable(credentials)}, which is no ARN of a secret` };
  if (startOf(arn.name) === 'other') return yield* nameProblems(arn.name);
  const { account = arn.account, region = arn.region } = stack;
  yield* problemsOf(id, AT, PROPERTY, mistakesInSecretPlace({ account, region }, arn, readable(credentials)));
}

/** The finding on a secret that the cache names by an ARN without its end. Another rule reports other mistakes. */
function* checkPartialArn(cache: TemplateResource, context: CheckContext): Iterable<Problem> {
  const credentials = cache.property('CredentialArn');
  const arn = context.app.resourceOf(credentials) ? undefined : arnOf(credentials, cache.stack);
  if (!arn || arn.isFull || [...checkCredentials(cache, context)].length > 0) return;
  yield* problemsOf(EcrRule.PARTIAL_SECRET_ARN, AT, PROPERTY, [partialSecretArn(readable(credentials))]);
}

function arnOf(credentials: unknown, stack: TemplateStack): SecretArn | undefined {
  return parseSecretArn(known(inPlace(credentials, stack)) ?? '');
}

/** The mistakes in a name. A name with holes is judged in its readable form. */
function nameProblems(name: unknown): Iterable<Problem> {
  return problemsOf(id, AT, PROPERTY, mistakesInSecretName(name === undefined ? name : readable(name)));
}

/** A value with placeholders for the account and region of the stack. */
function inPlace(value: unknown, { region }: TemplateStack): unknown {
  const filled = fillRegion(value, region);
  if (typeof filled !== 'string') return filled;
  const own = new Map([
    ['AWS::AccountId', '000000000000'],
    ['AWS::Region', 'own'],
  ]);
  return fill(filled, (reference) => own.get(reference) ?? hole(reference));
}

/** The start of a name: as it must be, other, or unresolved. */
function startOf(name: unknown): 'as it must' | 'other' | 'unresolved' {
  if (typeof name !== 'string') return hasHole(name) ? 'unresolved' : 'other';
  if (name.startsWith(CREDENTIALS_PREFIX)) return 'as it must';
  const [certain] = fill(name, () => '\0').split('\0');
  return hasHole(name) && CREDENTIALS_PREFIX.startsWith(certain) ? 'unresolved' : 'other';
}
