import type { Mistake } from './mistake';
import { isAcceptable } from './mistake';
import { EcrRule } from '../ecr-rule';
import { ACCOUNT_ID } from '../identifiers';
import { LIMITS } from '../limits';

const { PULL_TIME_EXCLUSION_ARN_LENGTH: MAX_LENGTH } = LIMITS;
/** CloudFormation accepts users as well, although the guide says that the service accepts roles only. */
const PRINCIPAL = new RegExp(`^arn:aws(?:-[a-z]+)*:iam::${ACCOUNT_ID}:(?:role|user)/[\\w+=,.@-]+(?:/[\\w+=,.@-]+)*$`);

/** The principal whose pulls do not count as use of an image. */
export function* mistakesInExcludedPrincipal(arn: unknown): Iterable<Mistake> {
  if (isAcceptable(arn, (text) => PRINCIPAL.test(text) && text.length <= MAX_LENGTH)) return;
  yield {
    id: EcrRule.PROPERTY_VALUE,
    at: '',
    found: arn,
    must: `be the ARN of one role, such as arn:aws:iam::111122223333:role/scanner, of at most ${MAX_LENGTH} characters`,
    remedy: 'name each role by its ARN, also for the sessions of the role; services and accounts cannot be excluded',
  };
}
