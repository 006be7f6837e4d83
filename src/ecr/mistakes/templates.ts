import { isAcceptable } from './mistake';
import type { Mistake } from './mistake';
import { isUnresolved } from '../../text/unresolved';
import { EcrRule } from '../ecr-rule';
import { LIMITS } from '../limits';
import { isTemplateRolePath } from '../template-role';
import { TEMPLATE_USES } from '../template-use';

const id = EcrRule.TEMPLATE_FORM;

/** The description of a creation template. */
export function* mistakesInDescription(description: unknown): Iterable<Mistake> {
  if (isAcceptable(description, ({ length }) => length <= LIMITS.TEMPLATE_DESCRIPTION_LENGTH)) return;
  const must = `be at most ${LIMITS.TEMPLATE_DESCRIPTION_LENGTH} characters`;
  yield { id, at: '', found: description, must, remedy: 'shorten it' };
}

/** The occasions on which Amazon ECR applies a creation template. */
export function* mistakesInUses(uses: readonly unknown[]): Iterable<Mistake> {
  const isUse = (each: unknown) => isAcceptable(each, (text) => TEMPLATE_USES.some((use) => use === text));
  const known = uses.filter((each) => !isUnresolved(each));
  if (uses.length > 0 && new Set(known).size === known.length && uses.every(isUse)) return;
  yield {
    id,
    at: '',
    found: uses,
    must: `have one or more of ${TEMPLATE_USES.join(', ')}, each once`,
    remedy: `list one or more of ${TEMPLATE_USES.join(', ')}`,
  };
}

/** The path of the role of a creation template. */
export function* mistakesInRolePath(path: unknown): Iterable<Mistake> {
  if (isUnresolved(path) || isTemplateRolePath(path)) return;
  yield {
    id: EcrRule.TEMPLATE_ROLE,
    at: '',
    found: path,
    must: 'be left out, because a creation template takes no role with a path',
    remedy: 'exempt this role from the aspect or setting that sets its path',
  };
}
