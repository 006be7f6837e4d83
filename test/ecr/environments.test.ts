import * as fc from 'fast-check';
import type { DeploymentPlace } from '../../src/ecr/environments';
import { Relation, relatePlaces } from '../../src/ecr/environments';
import { hole } from '../../src/text/holes';

const A = { account: '111122223333', region: 'eu-west-1', stage: 'prod', isStackSet: false };

test.each<[string, Partial<DeploymentPlace>, Relation]>([
  ['equal places, in another stage as well', { stage: 'dev' }, Relation.SAME],
  ['another account', { account: '444455556666' }, Relation.DIFFERENT],
  ['another region', { region: 'us-east-1' }, Relation.DIFFERENT],
  ['another region in an unknown account', { account: undefined, region: 'us-east-1' }, Relation.DIFFERENT],
  ['an unknown account', { account: undefined }, Relation.UNRESOLVED],
  ['a token for the account', { account: '${Token[AWS.AccountId.4]}' }, Relation.UNRESOLVED],
  ['a stack set', { isStackSet: true }, Relation.UNRESOLVED],
])('relatePlaces tells same, different or unresolved places apart: %s', (_, other, relation) => {
  expect(relatePlaces(A, { ...A, ...other })).toBe(relation);
});

test('stacks with an unresolved account or region share it within a stage, but not across stages', () => {
  for (const open of [{ account: undefined }, { region: undefined }, { region: hole('AWS::Region') }]) {
    const place = { ...A, ...open };
    expect(relatePlaces(place, { ...place })).toBe(Relation.SAME);
    expect(relatePlaces(place, { ...place, stage: 'dev' })).toBe(Relation.UNRESOLVED);
  }
});

test('the relation of two places is symmetric, and unresolved for a stack set', () => {
  const place = fc.record({
    account: fc.constantFrom(undefined, '111122223333', '444455556666'),
    region: fc.constantFrom(undefined, 'eu-west-1', 'us-east-1'),
    stage: fc.constantFrom('prod', 'dev'),
    isStackSet: fc.boolean(),
  });
  fc.assert(
    fc.property(place, place, (one, other) => {
      const relation = relatePlaces(one, other);
      expect(relatePlaces(other, one)).toBe(relation);
      if (one.isStackSet || other.isStackSet) expect(relation).toBe(Relation.UNRESOLVED);
    }),
  );
});
