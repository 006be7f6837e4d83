import { Stack } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { IConstruct } from 'constructs';
import { MAX_POLICY_LENGTH, policyLength, SHORTEST } from '../ecr/policy/policy-length';
import { describe } from '../text/errors';

/** How many statements an error names, longest first. */
const SHOWN = 8;

interface Size {
  readonly length: number;
  readonly statements: { readonly sid?: string; readonly length: number }[];
}

/** Lengths by the text: repositories with the same access share theirs. */
const SIZES = new WeakMap<object, Size>();

/** Errors about the length of a repository's policy as it is rendered. */
export function policySizeErrors(scope: IConstruct, api: string, resource: ecr.CfnRepository): string[] {
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
      api,
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
  const { Statement: statements = [] } = (policy ?? {}) as { Statement?: unknown };
  return {
    length: policyLength(policy, SHORTEST),
    statements: [statements].flat().map((each: unknown) => {
      const { Sid: sid } = each as { Sid?: unknown };
      return { sid: typeof sid === 'string' ? sid : undefined, length: policyLength(each, SHORTEST) };
    }),
  };
}
