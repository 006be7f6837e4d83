import { mistakesInReplicationSource } from '../../../src/ecr/mistakes/replication-source';

const own = { account: '111122223333', region: 'eu-west-1' };

test('the source itself gets no events of a replication', () => {
  expect([...mistakesInReplicationSource({ ...own }, own)]).toMatchObject([
    { id: 'eventPattern', found: '111122223333/eu-west-1' },
  ]);
});

test.each([
  ['another account of the region', { ...own, account: '444455556666' }, own],
  ['another region', { ...own, region: 'us-east-1' }, own],
  ['a place that is not known', {}, {}],
])('%s may replicate here', (_, source, here) => {
  expect([...mistakesInReplicationSource(source, here)]).toEqual([]);
});
