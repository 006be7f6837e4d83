import { usersOf } from './key-users';
import { EcrRule } from '../../../ecr/ecr-rule';
import { mistakesInKeyOfRetained, mistakesInPendingWindow } from '../../../ecr/mistakes/keys';
import { ResourceType } from '../../../ecr/resource-type';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { judgeable } from '../list-items';
import { problemsOf } from '../mistake-problems';

export const KEY_LOSS: Rule = {
  id: EcrRule.KEY_LOSS,
  types: [ResourceType.KEY],
  check: checkLoss,
};

function* checkLoss(key: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const users = usersOf(key, app);
  if (users.length === 0) return;
  const property = 'PendingWindowInDays';
  const days = judgeable(key.property(property));
  yield* problemsOf(EcrRule.KEY_LOSS, `Properties/${property}`, property, mistakesInPendingWindow(days));
  if (!users.some(isRetained)) return;
  const mistakes = mistakesInKeyOfRetained({
    deletionPolicy: key.stack.resolve(key.deletionPolicy),
    enabled: key.property('Enabled'),
  });
  yield* problemsOf(EcrRule.KEY_LOSS, '', 'key', mistakes, (within) =>
    within === '.Enabled' ? 'Properties/Enabled' : within.slice(1),
  );
}

/** Amazon ECR creates the repositories of a template, and no stack deletes them. */
function isRetained(user: TemplateResource): boolean {
  return (
    user.type === ResourceType.CREATION_TEMPLATE || String(user.stack.resolve(user.deletionPolicy)).startsWith('Retain')
  );
}
