import { Stack } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { IConstruct } from 'constructs';
import { describe } from '../text/errors';
import { fillAll } from '../text/holes';
import type { ValueOf } from '../text/holes';
import { withHoles } from '../text/intrinsics';

/** Of the policy of a repository, and of that of a registry. */
export const MAX_POLICY_LENGTH = 10_240;
/** How many statements an error names, longest first. */
const SHOWN = 8;

/** What only the deployment knows counts as short as it can be: a policy that is refused is too long for sure. */
export const SHORTEST: ValueOf = (reference) =>
  ({ 'AWS::AccountId': '111122223333', 'AWS::Partition': 'aws' })[reference] ?? '';

interface Size {
  readonly length: number;
  readonly statements: { readonly sid?: string; readonly length: number }[];
}

/** By the text: repositories with the same access share theirs. */
const SIZES = new WeakMap<object, Size>();

/** What is wrong with the length of a repository's policy as it is rendered. */
export function policySizeErrors(scope: IConstruct, owner: string, resource: ecr.CfnRepository): string[] {
  const text = resource.repositoryPolicyText as object | undefined;
  if (text === undefined) return [];
  // A text of ours that is not made of tokens is plain and final.
  let size = SIZES.get(text);
  if (!size) {
    const plain = 'Statement' in text;
    size = measure(plain ? text : Stack.of(resource).resolve(text));
    if (plain) SIZES.set(text, size);
  }
  if (size.length <= MAX_POLICY_LENGTH) return [];
  const longest = size.statements
    .map(({ sid, length }, index) => ({ name: sid ?? `number ${index + 1}`, length }))
    .sort((one, other) => other.length - one.length)
    .map(({ name, length }) => `${name}: ${length}`);
  const count = longest.length;
  const shown = longest.slice(0, SHOWN).join(', ') + (count > SHOWN ? ', …' : '');
  return [
    describe({
      scope,
      owner,
      property: 'length of the repository policy',
      found: size.length,
      must: `be at most ${MAX_POLICY_LENGTH} characters`,
      remedy:
        `shorten one of its ${count} statements (${shown}), for instance by naming an organization instead of its ` +
        'accounts',
    }),
  ];
}

function measure(policy: unknown): Size {
  const plain = fillAll(withHoles(policy), SHORTEST) as { Statement?: { Sid?: string }[] } | undefined;
  return {
    length: JSON.stringify(plain ?? '').length,
    statements: [plain?.Statement ?? []].flat().map((each) => ({ sid: each.Sid, length: JSON.stringify(each).length })),
  };
}
