import { drawnReport, registry, repository } from './drawn-report';
import { choicesFor, firstChoice } from '../../page/lifecycle/choices';
import { policyUses } from '../../page/lifecycle/policies';
import { ImageState } from '../../page/lifecycle/time-line';
import { STATES, imageName, reasonInWords } from '../../page/lifecycle/words';
import type { ReportedImages } from '../../src/report/model/reported-repository';

function images(count: number, dueCount = 0): ReportedImages {
  return {
    ...{ count, dueCount, bytes: 0, unsizedCount: 0, archivedCount: 0, inUseCount: 0 },
    ...{ neverPulledCount: 0, neverPulledBytes: 0 },
  };
}

describe('the choice of a repository', () => {
  const report = drawnReport({
    registries: [registry('111111111111/eu-central-1'), registry('222222222222/us-east-1')],
    repositories: [
      repository('team/orders-api', { images: images(5) }),
      repository('orders', { images: images(7), registry: 1 }),
      repository('orders-declared-only'),
      repository('mail', { images: images(9) }),
    ],
  });

  test('offers repositories with images whose name or registry has all words, those that begin so first', () => {
    const names = (search: string) => choicesFor(report, search).offered.map(({ name }) => name);
    expect(names('')).toEqual(['team/orders-api', 'orders', 'mail']);
    expect(names('orders')).toEqual(['orders', 'team/orders-api']);
    expect(names('ORDERS 111111111111')).toEqual(['team/orders-api']);
    expect(names('nothing')).toEqual([]);
  });

  test('offers at most 20 of 10,000, and says how many more there are', () => {
    const repositories = Array.from({ length: 10_000 }, (_, index) =>
      repository(`app-${index}`, { images: images(1) }),
    );
    const { offered, moreCount } = choicesFor(drawnReport({ repositories }), 'app');
    expect(offered).toHaveLength(20);
    expect(moreCount).toBe(9_980);
  });

  test('begins with the repository of which most images are due, if its policy is known', () => {
    const lifecycles = [{ json: '{}', lines: [] }, { lines: [] }];
    const repositories = [
      repository('without', { images: images(50, 50) }),
      repository('unknown', { images: images(40, 40), lifecycle: 1 }),
      repository('few', { images: images(3, 1), lifecycle: 0 }),
      repository('most', { images: images(3, 2), lifecycle: 0 }),
    ];
    expect(firstChoice(drawnReport({ repositories, lifecycles }))).toBe(3);
    expect(firstChoice(drawnReport({ repositories: repositories.slice(0, 2), lifecycles }))).toBe(0);
    expect(firstChoice(drawnReport({}))).toBeUndefined();
  });
});

test('policies come by the number of their repositories, and a public repository cannot have one', () => {
  const lifecycles = [{ lines: ['one'] }, { lines: ['two'] }];
  const repositories = [
    repository('a', { lifecycle: 0 }),
    repository('b', { lifecycle: 1 }),
    repository('c', { lifecycle: 1 }),
    repository('d'),
    repository('e', { isPublic: true }),
  ];
  expect(policyUses(drawnReport({ repositories, lifecycles }))).toEqual({
    uses: [
      { lines: ['two'], repositories: [1, 2] },
      { lines: ['one'], repositories: [0] },
    ],
    without: [3],
  });
});

describe('the words for images', () => {
  test('name an image by its tags, or else by the beginning of its digest', () => {
    expect(imageName('v1 latest', 'sha256:1')).toBe('v1, latest');
    expect(imageName('a b c d e f', 'sha256:1')).toBe('a, b, c, d and 2 more');
    expect(imageName('', `sha256:${'a'.repeat(64)}`)).toBe('sha256:aaaaaaaaaaaa…');
    expect(imageName('a\u202eb', '')).toBe('a\\u{202e}b');
  });

  test('have days instead of times, and digests that can be read', () => {
    const why = `it is part of sha256:${'b'.repeat(64)}, until it expires after 2026-11-29T00:00:00.000Z`;
    expect(reasonInWords(why)).toBe('it is part of sha256:bbbbbbbbbbbb…, until it expires after 2026-11-29');
  });

  test('there is one for each state', () => {
    expect(Object.keys(STATES)).toEqual(Object.values(ImageState));
  });
});
