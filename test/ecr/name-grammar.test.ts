import * as fc from 'fast-check';
import { fitsSchema } from './schemas/schemas';
import { isNamespacePrefix } from '../../src/ecr/namespace-prefix';
import { isReplicationPrefix } from '../../src/ecr/replication-prefix';
import { isRepositoryName } from '../../src/ecr/repository-name';
import { ResourceType } from '../../src/ecr/resource-type';
import { isScanFilter } from '../../src/ecr/scan-filter';
import { isSigningFilter } from '../../src/ecr/signing-filter';

/** Texts that are nearly names: many fit, and each part of the grammar is missed now and then. */
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'ab09._-/*A '), maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...'ab._-/'), minLength: 1, maxLength: 8 }),
  fc
    .array(fc.stringMatching(/^[a-z0-9]{1,3}([._-]{1,2}[a-z0-9]{1,3}){0,2}$/), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join('/')),
  fc.integer({ min: 250, max: 260 }).map((length) => 'a'.repeat(length)),
);

test.each([
  ['names', isRepositoryName, ResourceType.REPOSITORY, 'RepositoryName'],
  ['prefixes', isNamespacePrefix, ResourceType.CREATION_TEMPLATE, 'Prefix'],
  ['filters of scanning', isScanFilter, ResourceType.SCANNING_CONFIGURATION, 'Filter'],
  ['filters of signing', isSigningFilter, ResourceType.SIGNING_CONFIGURATION, 'Filter'],
] as const)('the accepted %s are those of the schema', (_, isValid, type, property) => {
  const maxLength = property === 'Prefix' ? 256 : Infinity;
  fc.assert(
    fc.property(text, (found) => {
      fc.pre(found.length <= maxLength);
      expect(isValid(found)).toBe(fitsSchema(found, type, property));
    }),
    { numRuns: 2000 },
  );
});

test.each(['cn-north-1', 'us-gov-west-1'])('the accepted names in %s are those of its schema', (region) => {
  fc.assert(
    fc.property(text, (found) => {
      expect(isRepositoryName(found, region)).toBe(
        fitsSchema(found, ResourceType.REPOSITORY, 'RepositoryName', region),
      );
    }),
    { numRuns: 1000 },
  );
});

test('a filter of replication is accepted if it fits the schema and starts like a name', () => {
  fc.assert(
    fc.property(text, (found) => {
      const fits = fitsSchema(found, ResourceType.REPLICATION_CONFIGURATION, 'Filter');
      expect(isReplicationPrefix(found)).toBe(fits && /^[a-z0-9]/.test(found));
    }),
    { numRuns: 2000 },
  );
});
