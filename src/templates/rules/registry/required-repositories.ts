import { isReplica } from './replicas';
import { matchesEveryName } from '../../../ecr/scan-filter';
import { isKnownText } from '../../../text/holes';
import { matchesWildcard } from '../../../text/wildcard';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';

/** Whether a pattern matches the name of a repository; `undefined` if it is unresolved, as a generated name is. */
export function matchesName(patterns: readonly string[], repository: TemplateResource): boolean | undefined {
  if (patterns.some(matchesEveryName)) return true;
  const name = repository.property('RepositoryName');
  return isKnownText(name) ? patterns.some((pattern) => matchesWildcard(pattern, name)) : undefined;
}

/** Whether a requirement is for a repository. It is for none of the replicas, whose source has to meet it. */
export function isRequired(
  patterns: readonly string[],
  repository: TemplateResource,
  app: TemplateApp,
): boolean | undefined {
  return isReplica(repository, app) ? false : matchesName(patterns, repository);
}
