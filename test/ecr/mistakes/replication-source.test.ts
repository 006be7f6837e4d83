import { mistakesInReplicationSource } from '../../../src/ecr/mistakes/replication-source';

const own = { account: '111122223333', region: 'eu-west-1' };

test('waiting for replications from its own registry is a mistake, as they send their events to the destination', () => {
  expect([...mistakesInReplicationSource({ ...own }, own)]).toMatchObject([
    { id: 'eventPattern', found: '111122223333/eu-west-1' },
  ]);
});

test.each([
  ['another account of the region', { ...own, account: '444455556666' }, own],
  ['another region', { ...own, region: 'us-east-1' }, own],
  ['an unknown place', {}, {}],
])('waiting for replications from %s is no mistake', (_, source, here) => {
  expect([...mistakesInReplicationSource(source, here)]).toEqual([]);
});
