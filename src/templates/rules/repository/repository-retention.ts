import { EcrRule } from '../../../ecr/ecr-rule';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole, readable } from '../../../text/holes';
import type { Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { isMissing } from '../list-items';
import { spelling } from '../spelling';

export const REPOSITORY_RETENTION: Rule = {
  id: EcrRule.REPOSITORY_RETENTION,
  types: [ResourceType.REPOSITORY, ResourceType.PUBLIC_REPOSITORY],
  check: checkRetention,
};

const RETAINING = ['Retain', 'RetainExceptOnCreate'];

function* checkRetention(repository: TemplateResource): Iterable<Problem> {
  const { stack } = repository;
  const deletion = stack.resolve(repository.deletionPolicy);
  const replacement = stack.resolve(repository.updateReplacePolicy);
  const at = retains(deletion) ? 'UpdateReplacePolicy' : 'DeletionPolicy';
  const emptyOnDelete = repository.property('EmptyOnDelete');
  const images = String(emptyOnDelete) === 'true' ? 'with all its images (EmptyOnDelete)' : 'if it has no images left';
  if (!retains(deletion)) {
    if (hasHole(deletion)) return yield { at, text: 'DeletionPolicy is known at deployment', unresolved: true };
    yield {
      at,
      text: `${said(at, deletion)}: the repository is deleted ${images} when it leaves its stack`,
      ...spelling(RETAINING, deletion),
    };
  } else if (!retains(replacement)) {
    if (hasHole(replacement)) return yield { at, text: 'UpdateReplacePolicy is known at deployment', unresolved: true };
    yield {
      at,
      text: `${said(at, replacement)}: a change of its name or encryption replaces the repository, and the old one is deleted ${images}`,
      ...spelling(RETAINING, replacement),
    };
  }
}

/** Whether a policy retains the repository. `RetainExceptOnCreate` deletes it only if its first deployment fails. */
function retains(policy: unknown): boolean {
  return policy === 'Retain' || policy === 'RetainExceptOnCreate';
}

function said(property: string, policy: unknown): string {
  return isMissing(policy) ? `${property} is not set, which means Delete` : `${property} is ${readable(policy)}`;
}
