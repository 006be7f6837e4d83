import * as fc from 'fast-check';
import { LIKELY, MAX_POLICY_LENGTH, policyLength, SHORTEST } from '../../../src/ecr/policy/policy-length';
import { withHoles } from '../../../src/text/intrinsics';

const REFERENCES = ['AWS::AccountId', 'AWS::Partition', 'AWS::Region', 'AWS::URLSuffix', 'Role'];
const reference = fc.constantFrom(...REFERENCES).map((Ref) => ({ Ref }));
const text = fc.string({ unit: 'grapheme-ascii', maxLength: 20 });
const value = fc.oneof(
  text,
  reference,
  fc.array(fc.oneof(text, reference), { minLength: 1, maxLength: 4 }).map((parts) => ({ 'Fn::Join': [':', parts] })),
  fc.constant({ 'Fn::GetAtt': ['Role', 'Arn'] }),
);
const policy = fc.record({
  Statement: fc.array(fc.record({ Sid: text, Principal: fc.record({ AWS: fc.array(value) }), Resource: value })),
});

test('the length of a policy without references is that of its JSON', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ Sid: text, Action: fc.array(text) })), (statements) => {
      const plain = { Version: '2012-10-17', Statement: statements };
      const { length } = JSON.stringify(plain);
      expect(
        [plain, JSON.stringify(plain)].flatMap((each) => [LIKELY, SHORTEST].map((of) => policyLength(each, of))),
      ).toEqual(Array(4).fill(length));
    }),
  );
});

test('the length of a policy is the same for a construct, for a rule and as a text', () => {
  fc.assert(
    fc.property(policy, (rendered) => {
      const read = withHoles(rendered);
      for (const valueOf of [SHORTEST, LIKELY]) {
        expect(policyLength(read, valueOf)).toBe(policyLength(rendered, valueOf));
        expect(policyLength(JSON.stringify(read), valueOf)).toBe(policyLength(rendered, valueOf));
      }
    }),
  );
});

test('the shortest length of a policy is at most the deployed and the likely length', () => {
  const deployed: Record<string, string> = {
    'AWS::AccountId': '111122223333',
    'AWS::Partition': 'aws',
    'AWS::Region': 'eu-west-1',
    'AWS::URLSuffix': 'amazonaws.com',
    Role: 'arn:aws:iam::111122223333:role/r',
  };
  fc.assert(
    fc.property(policy, (rendered) => {
      const shortest = policyLength(rendered, SHORTEST);
      expect(shortest).toBeLessThanOrEqual(policyLength(rendered, (name) => deployed[name.split('.')[0]]));
      expect(shortest).toBeLessThanOrEqual(policyLength(rendered, LIKELY));
    }),
  );
});

test('a reference to the account counts as 12 digits, and the limit is 10,240 characters', () => {
  expect(
    policyLength(
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }]] },
      SHORTEST,
    ),
  ).toBe('arn:aws:iam::111122223333'.length);
  expect(MAX_POLICY_LENGTH).toBe(10_240);
});
