import type { IConstruct } from 'constructs';
import { LIKELY, MAX_POLICY_LENGTH, policyLength } from '../../ecr/policy/policy-length';
import { describe } from '../../text/errors';
import { hasHole } from '../../text/holes';
import { withHoles } from '../../text/intrinsics';
import { listed } from '../../text/lists';

/** A statement as it is in the template. */
interface RenderedStatement {
  readonly name: string;
  readonly json: object;
}

/** How many statements the error lists. */
const MAX_LISTED = 10;

/** Errors if the policy of the statements is longer than the service takes. */
export function checkPolicyLength(scope: IConstruct, statements: RenderedStatement[]): string[] {
  const policy = { Version: '2012-10-17', Statement: statements.map(({ json }) => json) };
  const length = policyLength(policy, LIKELY);
  if (length <= MAX_POLICY_LENGTH) return [];
  const bySize = statements
    .map(({ name, json }) => ({ name, size: policyLength(json, LIKELY) }))
    .sort((one, other) => other.size - one.size);
  const longest = bySize.map(({ name, size }) => `${name} (${size})`);
  const isEstimate = hasHole(withHoles(policy));
  return [
    describe({
      scope,
      api: 'Registry',
      property: 'policy',
      found: `${isEstimate ? 'about ' : ''}${length} characters in ${statements.length} statements`,
      must: `have at most ${MAX_POLICY_LENGTH} characters`,
      remedy: `join or leave out some of its statements: ${listed(longest, { max: MAX_LISTED })}`,
    }),
  ];
}
