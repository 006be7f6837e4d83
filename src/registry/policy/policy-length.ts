import type { IConstruct } from 'constructs';
import { MAX_POLICY_LENGTH } from '../../access/policy-size';
import { describe } from '../../text/errors';
import { fillAll } from '../../text/holes';
import { withHoles } from '../../text/intrinsics';

/** A statement as it is in the template. */
interface RenderedStatement {
  readonly name: string;
  readonly json: object;
}

/** How many statements the error lists. */
const MAX_LISTED = 10;

/** What a reference is likely to become; the text is an estimate where there is one. */
const LIKELY: Record<string, string> = {
  'AWS::AccountId': '111122223333',
  'AWS::Partition': 'aws',
  'AWS::Region': 'eu-central-1',
  'AWS::URLSuffix': 'amazonaws.com',
};
/** Any other reference is most likely the ARN of a role with a generated name: 31 characters, and around 39 of the name. */
const LIKELY_ARN = 'x'.repeat(70);

/** Errors if the policy of the statements is longer than the service takes. */
export function checkPolicyLength(scope: IConstruct, statements: RenderedStatement[]): string[] {
  const texts = statements.map(({ name, json }) => ({ name, text: likelyText(json) }));
  const policy = `{"Version":"2012-10-17","Statement":[${texts.map(({ text }) => text).join()}]}`;
  if (policy.length <= MAX_POLICY_LENGTH) return [];
  const bySize = [...texts].sort((one, other) => other.text.length - one.text.length);
  const listed = bySize.slice(0, MAX_LISTED).map(({ name, text }) => `${name} (${text.length})`);
  const more = bySize.length > MAX_LISTED ? ` and ${bySize.length - MAX_LISTED} more` : '';
  const isEstimate = texts.some(({ text }, index) => text !== JSON.stringify(statements[index].json));
  return [
    describe({
      scope,
      owner: 'Registry',
      property: 'policy',
      found: `${isEstimate ? 'about ' : ''}${policy.length} characters in ${statements.length} statements`,
      must: `have at most ${MAX_POLICY_LENGTH} characters`,
      remedy: `join or leave out some of its statements: ${listed.join(', ')}${more}`,
    }),
  ];
}

function likelyText(json: object): string {
  return JSON.stringify(fillAll(withHoles(json), (reference) => LIKELY[reference] ?? LIKELY_ARN));
}
