import { mayCover, templatesCovering } from './templates';
import { EcrRule } from '../../../ecr/ecr-rule';
import { Relation } from '../../../ecr/environments';
import { startOfNames } from '../../../ecr/namespaces';
import { ResourceType } from '../../../ecr/resource-type';
import { readable } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { known } from '../list-items';

export const CACHE_TEMPLATE: Rule = {
  id: EcrRule.CACHE_TEMPLATE,
  types: [ResourceType.PULL_THROUGH_CACHE_RULE],
  check: checkTemplate,
};

function* checkTemplate(cache: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const at = 'Properties/EcrRepositoryPrefix';
  const value = cache.property('EcrRepositoryPrefix');
  const prefix = known(value);
  // Another rule reports a missing prefix.
  if (prefix === undefined) return yield { at, text: 'the prefix is not known', unresolved: true };
  const start = startOfNames(prefix);
  const type = ResourceType.CREATION_TEMPLATE;
  const templates = app.sameEnvironment(cache, type);
  const covering = templatesCovering(templates, 'PULL_THROUGH_CACHE', start);
  if (covering.certain.length > 0) return;
  const elsewhere = templatesCovering(
    app.sameEnvironment(cache, type, Relation.UNRESOLVED),
    'PULL_THROUGH_CACHE',
    start,
  );
  if (covering.unresolved.length + elsewhere.certain.length + elsewhere.unresolved.length > 0) {
    return yield { at, text: 'a template of the app may cover it', unresolved: true };
  }
  const other = templates.find((template) => mayCover(template, start));
  yield other
    ? {
        at,
        text: `the creation template for ${readable(value)} (${other.constructPath}) is not applied for PULL_THROUGH_CACHE`,
        remedy: 'add PULL_THROUGH_CACHE to its AppliedFor',
      }
    : { at, text: `no creation template of the app covers ${readable(value)}` };
}
