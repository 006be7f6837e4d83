import { isCacheOnly, isReplicaOnly } from './cache-only';
import { EcrRule, EcrRuleSeverity } from '../../../ecr/ecr-rule';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole, readable } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { isMissing } from '../list-items';
import { spelling } from '../spelling';

export const TAG_IMMUTABILITY: Rule = {
  id: EcrRule.TAG_IMMUTABILITY,
  types: [ResourceType.REPOSITORY, ResourceType.CREATION_TEMPLATE],
  check: checkImmutability,
};

const AT = 'Properties/ImageTagMutability';
const IMMUTABLE = ['IMMUTABLE', 'IMMUTABLE_WITH_EXCLUSION'];

function* checkImmutability(resource: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const mode = resource.property('ImageTagMutability');
  if (IMMUTABLE.some((each) => each === mode)) return;
  if (hasHole(mode)) return yield { at: AT, text: 'ImageTagMutability is known at deployment', unresolved: true };
  if (!isMissing(mode) && mode !== 'MUTABLE' && mode !== 'MUTABLE_WITH_EXCLUSION') {
    const text = `ImageTagMutability is ${readable(mode)}, which CloudFormation refuses`;
    return yield { at: AT, text, ...spelling([...IMMUTABLE, 'MUTABLE', 'MUTABLE_WITH_EXCLUSION'], mode) };
  }
  const cacheOnly = isCacheOnly(resource, app);
  if (cacheOnly) return;
  if (cacheOnly === undefined) {
    return yield { at: AT, text: 'whether it is for a pull-through cache is known at deployment', unresolved: true };
  }
  // An immutable replica of a mutable source would lose tags. The source may be in another app.
  yield isReplicaOnly(resource) === false ? { at: AT, text: textOf(mode) } : { at: AT, ...ofReplica(mode) };
}

function textOf(mode: unknown): string {
  if (mode === 'MUTABLE_WITH_EXCLUSION') {
    return 'ImageTagMutability is MUTABLE_WITH_EXCLUSION, so that a push can move all tags but those of the filters';
  }
  const found = mode === 'MUTABLE' ? 'is MUTABLE' : 'is not set, which means MUTABLE';
  return `ImageTagMutability ${found}, so that a push can move any tag to another image`;
}

function ofReplica(mode: unknown): Omit<Problem, 'at'> {
  return {
    severity: EcrRuleSeverity.WARNING,
    text: `${textOf(mode)}; the tags of replicas follow the tags of their source, which decides whether they have to move`,
    remedy:
      'set ImageTagMutability to IMMUTABLE where it is so at the source (`settings` of `replicateTo` and ' +
      '`acceptReplicationFrom`), or acknowledge that the tags of the source move',
  };
}
