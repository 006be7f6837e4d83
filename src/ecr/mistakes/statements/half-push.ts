import { mayAdmit, mayCover, partiesOf } from './half-pull';
import type { JudgedStatement } from './judged-statement';
import { someOf, statementMistake } from './statement-mistake';
import { hasHole } from '../../../text/holes';
import { EcrRule } from '../../ecr-rule';
import { coversAction } from '../../policy/action-pattern';
import { PUT_IMAGE_ACTION, UPLOAD_ACTIONS } from '../../policy/ecr-actions';
import type { PolicyStatement } from '../../policy/policy-document';
import type { Place } from '../../policy/text-at-place';
import type { Mistake } from '../mistake';

/**
 * The part of a push that a statement allows to another account, while no statement allows the rest. To put an image alone
 * is no such part: it gives another tag to an image whose layers are there.
 *
 * @param others all other statements that apply to the repository
 */
export function* mistakesInHalfPush(
  statement: JudgedStatement,
  others: readonly PolicyStatement[],
  place: Place,
): Iterable<Mistake> {
  const { allows, json } = statement;
  if (!allows || json.NotPrincipal !== undefined || hasHole([json.Action, json.NotAction])) return;
  const given = UPLOAD_ACTIONS.filter((action) => coversAction(json, action));
  if (given.every((action) => action === PUT_IMAGE_ACTION)) return;
  for (const { name, party, isService } of partiesOf(statement, place)) {
    if (isService) continue;
    const missing = UPLOAD_ACTIONS.filter(
      (action) =>
        !given.includes(action) &&
        !others.some((each) => each.allows && mayCover(each, action) && mayAdmit(each, party, place)),
    );
    if (missing.length === 0) continue;
    const which = `allows ${someOf(given)} without ${someOf(missing)} to ${name}, and a push needs them all`;
    return yield statementMistake(EcrRule.POLICY_ACTIONS, which, { remedy: `add ${someOf(missing)} to the statement` });
  }
}
