import { isAcceptable } from './mistake';
import type { Mistake } from './mistake';
import { isLiteral } from '../../text/unresolved';
import { EcrRule } from '../ecr-rule';
import { LIMITS } from '../limits';
import { isPublicRepositoryName, isRegistryAlias } from '../public-repository-name';
import { PUBLIC_REPOSITORY_REGION } from '../regions';
import { isRepositoryName } from '../repository-name';

const { MIN_NAME_LENGTH: MIN, NAME_LENGTH: MAX, PUBLIC_NAME_LENGTH: PUBLIC_MAX } = LIMITS;
const id = EcrRule.REPOSITORY_NAME;

/** The name of a private repository in a region. */
export function* mistakesInRepositoryName(name: unknown, region?: string): Iterable<Mistake> {
  if (isAcceptable(name, (text) => isRepositoryName(text, region))) return yield* mistakesInHost(name);
  yield {
    id,
    at: '',
    found: name,
    ...(isAcceptable(name, isRepositoryName)
      ? {
          must: `have single separators only in ${region}, whose schema is the older one`,
          remedy: 'replace each run of separators by one',
        }
      : {
          must: `be ${MIN} to ${MAX} lower-case letters and digits, separated by ".", "_", "__", dashes or "/"`,
          remedy: 'start and end every part with a letter or digit and use lower case',
        }),
  };
}

/** The host of a registry before a name. The grammar of names allows its dots. */
const AFTER_HOST = /^(?:\d{12}\.dkr[.-]ecr[^/]*|public\.ecr\.aws|[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?)\/(.+)$/;

/** A URI in place of a name. */
export function* mistakesInHost(name: unknown): Iterable<Mistake> {
  const path = typeof name === 'string' && isLiteral(name) ? AFTER_HOST.exec(name)?.[1] : undefined;
  if (path === undefined) return;
  yield {
    id: EcrRule.UNKNOWN_NAME,
    at: '',
    found: name,
    must: 'be a name without a host',
    which: 'starts with the host of a registry',
    remedy: `write "${path}", or acknowledge that it is right`,
  };
}

/** The name of a public repository. */
export function* mistakesInPublicRepositoryName(name: unknown): Iterable<Mistake> {
  if (isAcceptable(name, isPublicRepositoryName)) return;
  yield {
    id,
    at: '',
    found: name,
    must: `be ${MIN} to ${PUBLIC_MAX} lower-case letters and digits, separated by a single ".", "_", "-" or "/"`,
    remedy: 'start and end every part with a letter or digit and replace each run of separators by one',
  };
}

/** The alias of a public registry. */
export function* mistakesInRegistryAlias(alias: unknown): Iterable<Mistake> {
  if (isAcceptable(alias, isRegistryAlias)) return;
  yield {
    id,
    at: '',
    found: alias,
    must: 'be 2 to 50 lower-case letters and digits that start with a letter, separated by a single ".", "_" or "-"',
    remedy: `look the alias up with \`aws ecr-public describe-registries --region ${PUBLIC_REPOSITORY_REGION}\``,
  };
}

/** The region of a public repository. */
export function* mistakesInPublicRegion(region: unknown): Iterable<Mistake> {
  if (isAcceptable(region, (text) => text === PUBLIC_REPOSITORY_REGION)) return;
  yield {
    id: EcrRule.PUBLIC_REGION,
    at: '',
    found: region,
    must: `be ${PUBLIC_REPOSITORY_REGION}, where public repositories are; everybody pulls from there`,
    remedy:
      `declare it in a stack with env.region "${PUBLIC_REPOSITORY_REGION}", or refer to an existing one with ` +
      'PublicRepository.fromPublicRepositoryName',
  };
}
