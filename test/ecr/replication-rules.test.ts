import * as fc from 'fast-check';
import { mergeReplicas } from '../../src/ecr/replication-rules';
import type { Replica, ReplicationRule } from '../../src/ecr/replication-rules';

const A = { account: '111122223333', region: 'eu-central-1' };
const B = { account: '444455556666', region: 'us-east-1' };

test('mergeReplicas returns one rule for one replica', () => {
  expect(mergeReplicas([{ ...A, prefix: 'prod/' }])).toEqual([{ destinations: [A], prefixes: ['prod/'] }]);
});

test('mergeReplicas returns a rule without filters for an empty prefix, which includes all other prefixes', () => {
  expect(
    mergeReplicas([
      { ...A, prefix: 'prod/' },
      { ...A, prefix: '' },
    ]),
  ).toEqual([{ destinations: [A], prefixes: [] }]);
});

test('mergeReplicas returns one rule for destinations with the same prefixes', () => {
  const wishes = [A, B].flatMap((to) => ['prod/', 'base/'].map((prefix) => ({ ...to, prefix })));
  expect(mergeReplicas(wishes)).toEqual([{ destinations: [A, B], prefixes: ['base/', 'prod/'] }]);
});

test('mergeReplicas leaves out a prefix that is within another one', () => {
  expect(
    mergeReplicas([
      { ...A, prefix: 'prod/api/' },
      { ...A, prefix: 'prod/' },
    ]),
  ).toEqual([{ destinations: [A], prefixes: ['prod/'] }]);
});

test('mergeReplicas groups by destination or by prefix, as needs fewer rules', () => {
  const three = ['a/', 'b/', 'c/'].map((prefix) => ({ ...A, prefix }));
  expect(mergeReplicas([...three, { ...B, prefix: 'c/' }])).toHaveLength(2);
  // By destination each of the three has prefixes of its own; by prefix there are two sets of destinations.
  const C = { ...A, region: 'sa-east-1' };
  const wishes = [
    ...[A, B, C].map((to) => ({ ...to, prefix: 'all/' })),
    { ...A, prefix: 'x/' },
    { ...B, prefix: 'x/' },
    { ...A, prefix: 'y/' },
    { ...C, prefix: 'y/' },
  ];
  expect(mergeReplicas(wishes)).toHaveLength(3);
});

test('mergeReplicas keeps replicas with deletions in rules of their own', () => {
  const wishes = [
    { ...A, prefix: 'prod/', deleteReplication: true },
    { ...B, prefix: 'prod/' },
    { ...A, prefix: 'base/' },
  ];
  expect(mergeReplicas(wishes)).toEqual([
    { destinations: [A], prefixes: ['base/'] },
    { destinations: [B], prefixes: ['prod/'] },
    { destinations: [A], prefixes: ['prod/'], deleteReplication: true },
  ]);
});

const replica: fc.Arbitrary<Replica> = fc.record({
  account: fc.constantFrom('111122223333', '444455556666'),
  region: fc.constantFrom('eu-central-1', 'us-east-1', 'sa-east-1'),
  prefix: fc.constantFrom('', 'a/', 'a/b/', 'a/b', 'b/', 'prod/', 'prod/api/', 'c/'),
  deleteReplication: fc.constantFrom(undefined, false, true),
});
const replicas = fc.array(replica, { maxLength: 20 });

/** Whether the service, with these rules, replicates a repository to a destination. */
function sends(rules: ReplicationRule[], name: string, { account, region }: Replica): boolean {
  return rules.some(
    ({ destinations, prefixes }) =>
      destinations.some((to) => to.account === account && to.region === region) &&
      (prefixes.length === 0 || prefixes.some((prefix) => name.startsWith(prefix))),
  );
}

const withDeletions = ({ deleteReplication }: { deleteReplication?: boolean }) => Boolean(deleteReplication);

test('the rules of mergeReplicas replicate exactly the given replicas, and deletions of those that ask for it', () => {
  const names = ['a/x', 'a/b/x', 'a/bc', 'b/x', 'prod/web', 'prod/api/x', 'c/x', 'other'];
  fc.assert(
    fc.property(replicas, replica, (wishes, { account, region }) => {
      const to = { account, region, prefix: '' };
      const rules = mergeReplicas(wishes);
      for (const name of names) {
        const wished = wishes.filter(
          (wish) => wish.account === account && wish.region === region && name.startsWith(wish.prefix),
        );
        expect(sends(rules, name, to)).toBe(wished.length > 0);
        expect(sends(rules.filter(withDeletions), name, to)).toBe(wished.some(withDeletions));
      }
    }),
    { numRuns: 1000 },
  );
});

test('no two rules of a kind that mergeReplicas returns share destinations or prefixes, and no prefix in a rule starts another', () => {
  fc.assert(
    fc.property(replicas, (wishes) => {
      const rules = mergeReplicas(wishes);
      for (const kind of [true, false]) {
        const alike = rules.filter((rule) => withDeletions(rule) === kind);
        expect(new Set(alike.map(({ destinations }) => JSON.stringify(destinations))).size).toBe(alike.length);
        expect(new Set(alike.map(({ prefixes }) => JSON.stringify(prefixes))).size).toBe(alike.length);
      }
      for (const { prefixes } of rules) {
        const nested = prefixes.filter((one) => prefixes.some((other) => one !== other && one.startsWith(other)));
        expect(nested).toEqual([]);
      }
    }),
    { numRuns: 1000 },
  );
});

test('mergeReplicas is independent of order and repetition, and merging its result changes nothing', () => {
  fc.assert(
    fc.property(
      replicas.chain((wishes) =>
        fc.tuple(
          fc.constant(wishes),
          fc.shuffledSubarray([...wishes, ...wishes], { minLength: wishes.length * 2, maxLength: wishes.length * 2 }),
        ),
      ),
      ([wishes, shuffled]) => {
        const rules = mergeReplicas(wishes);
        expect(mergeReplicas(shuffled)).toEqual(rules);
        const again = rules.flatMap(({ destinations, prefixes, deleteReplication }) =>
          destinations.flatMap((to) =>
            (prefixes.length > 0 ? prefixes : ['']).map((prefix) => ({ ...to, prefix, deleteReplication })),
          ),
        );
        expect(mergeReplicas(again)).toEqual(rules);
      },
    ),
  );
});
