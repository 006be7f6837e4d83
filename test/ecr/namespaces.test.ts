import * as fc from 'fast-check';
import {
  covers,
  nearerNamespaces,
  nearestPrefix,
  normalise,
  repositoriesUnder,
  ROOT,
  startOfNames,
  templatesFor,
} from '../../src/ecr/namespaces';
import { matchesWildcard } from '../../src/text/wildcard';

const part = fc.constantFrom('a', 'ab', 'b');
const name = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const prefix = fc.oneof(
  fc.constant(ROOT),
  fc.tuple(name, fc.constantFrom('', '/')).map(([text, end]) => text + end),
);

test('a prefix covers the names in its namespace, with or without a "/" at its end', () => {
  fc.assert(
    fc.property(prefix, name, (each, found) => {
      const parts = found.split('/');
      const namespace = normalise(each).split('/');
      const isUnder = namespace.length < parts.length && namespace.every((text, index) => text === parts[index]);
      expect(covers(each, found)).toBe(each === ROOT || isUnder);
      expect(covers(each, found)).toBe(matchesWildcard(repositoriesUnder(each), found));
      expect(covers(`${normalise(each)}`, found)).toBe(covers(each, found));
    }),
  );
});

test('a prefix covers no name that merely starts with the same letters', () => {
  expect(covers('team', 'teamwork/web')).toBe(false);
  expect(covers('team', 'team')).toBe(false);
});

test('the nearest of several prefixes that cover a name applies, in any order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(prefix, { selector: normalise, maxLength: 6 }), name, (prefixes, found) => {
      const nearest = nearestPrefix(prefixes, found);
      expect(nearestPrefix([...prefixes].reverse(), found)).toBe(nearest);
      const covering = prefixes.filter((each) => covers(each, found));
      expect(nearest === undefined).toBe(covering.length === 0);
      for (const each of covering) expect(startOfNames(nearest!).startsWith(startOfNames(each))).toBe(true);
    }),
  );
});

test('each replicated prefix has exactly one template, which covers all of its names', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(
        fc.oneof(
          prefix.filter((each) => each !== ROOT),
          fc.constant(''),
        ),
      ),
      name,
      (prefixes, rest) => {
        const templates = templatesFor(prefixes);
        const covered = templates.flatMap((template) => template.prefixes);
        expect([...covered].sort()).toEqual(prefixes.length === 0 ? [''] : [...prefixes].sort());
        for (const template of templates) {
          for (const each of template.prefixes) expect(covers(template.prefix, `${each}${rest}`)).toBe(true);
        }
      },
    ),
  );
});

test('a namespace that is nearer than the prefixes of a template has a template of its own', () => {
  expect(nearerNamespaces([''], ['prod/', 'prod/web', 'prod/db/'])).toEqual(['prod/', 'prod/db/']);
  expect(nearerNamespaces(['prod/'], ['prod/', 'prod/db/'])).toEqual(['prod/db/']);
  expect(nearerNamespaces(['prod/'], ['staging/db/', 'prod/db/'])).toEqual(['prod/db/']);
});
