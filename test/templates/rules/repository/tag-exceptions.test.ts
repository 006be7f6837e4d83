import { CfnParameter } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { overridden, template } from './build';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { ImageTagMutability } from '../../../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import type { Found } from '../../../checks/support';
import { findingsOfRule, testRuleTable } from '../../../checks/support';

const rule = EcrRule.TAG_EXCEPTIONS;
const exclusions = (...values: string[]) =>
  values.map((value) => ({
    imageTagMutabilityExclusionFilterType: 'WILDCARD',
    imageTagMutabilityExclusionFilterValue: value,
  }));

testRuleTable({
  rule,
  l1: (stack) =>
    new ecr.CfnRepository(stack, 'Bad', {
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      imageTagMutabilityExclusionFilters: exclusions('latest'),
    }),
  l2: (stack) =>
    new ecr.Repository(stack, 'Bad', {
      imageTagMutability: ecr.TagMutability.IMMUTABLE_WITH_EXCLUSION,
      imageTagMutabilityExclusionFilters: [ecr.ImageTagMutabilityExclusionFilter.wildcard('latest')],
    }),
  override: (stack) => overridden(stack, { ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION' }),
  passes: (stack) => {
    new PrivateRepository(stack, 'Good');
    // Reported by another rule.
    new PrivateRepository(stack, 'Mutable', { tagMutability: ImageTagMutability.mutable({ exceptTags: ['v*'] }) });
  },
});

function foundFor(mode: unknown, filters: unknown): Partial<Found> {
  const overrides = { ImageTagMutability: mode, ImageTagMutabilityExclusionFilters: filters };
  const found = findingsOfRule(rule, (stack) => overridden(stack, overrides));
  expect(found).toHaveLength(1);
  const [{ text, fix, severity, at }] = found;
  return { text: text.replace(/\. .*$/, ''), fix, severity, at };
}

const FILTER = { ImageTagMutabilityExclusionFilterType: 'WILDCARD', ImageTagMutabilityExclusionFilterValue: 'dev-*' };

test('reports an exception from immutability as a warning, with the controls that it fails', () => {
  expect(foundFor('IMMUTABLE_WITH_EXCLUSION', [FILTER])).toMatchInlineSnapshot(`
   {
     "at": "Properties/ImageTagMutabilityExclusionFilters",
     "fix": "set ImageTagMutability to IMMUTABLE and leave ImageTagMutabilityExclusionFilters out, or acknowledge the exceptions that are meant",
     "severity": "warning",
     "text": "the tags dev-* can be moved to another image, which fails Control Tower CT.ECR.PR.3, and AWS does not state the verdict of Security Hub ECR.2",
   }
  `);
});

describe('reports as an error, because Amazon ECR refuses it,', () => {
  test('filters with a mode that has no exceptions', () => {
    expect(foundFor('IMMUTABLE', [FILTER])).toMatchInlineSnapshot(`
     {
       "at": "Properties/ImageTagMutabilityExclusionFilters",
       "fix": "leave ImageTagMutabilityExclusionFilters out, or set ImageTagMutability to IMMUTABLE_WITH_EXCLUSION",
       "severity": "error",
       "text": "ImageTagMutability is IMMUTABLE and there are ImageTagMutabilityExclusionFilters, which Amazon ECR refuses together",
     }
    `);
  });

  test('a mode with exceptions that has no filters', () => {
    expect(foundFor('IMMUTABLE_WITH_EXCLUSION', [])).toMatchInlineSnapshot(`
     {
       "at": "Properties/ImageTagMutabilityExclusionFilters",
       "fix": "set ImageTagMutability to IMMUTABLE",
       "severity": "error",
       "text": "ImageTagMutability is IMMUTABLE_WITH_EXCLUSION and there are no ImageTagMutabilityExclusionFilters, which Amazon ECR refuses",
     }
    `);
    expect(foundFor('MUTABLE_WITH_EXCLUSION', undefined).severity).toBe('error');
  });

  test('a filter with three wildcards', () => {
    const value = { ...FILTER, ImageTagMutabilityExclusionFilterValue: '*a*b*' };
    expect(foundFor('IMMUTABLE_WITH_EXCLUSION', [FILTER, value])).toMatchInlineSnapshot(`
     {
       "at": "Properties/ImageTagMutabilityExclusionFilters/1",
       "fix": "split it into several filters",
       "severity": "error",
       "text": "ImageTagMutabilityExclusionFilters[1] is "*a*b*" but must have at most 2 "*"",
     }
    `);
  });

  test.each<[string, unknown[], string]>([
    ['six filters', Array(6).fill(FILTER), 'have 1 to 5 filters, not 6'],
    [
      'a filter with a slash',
      [{ ...FILTER, ImageTagMutabilityExclusionFilterValue: 'a/b' }],
      'is "a/b" but must be 1 to 128',
    ],
    [
      'a filter of another type',
      [{ ...FILTER, ImageTagMutabilityExclusionFilterType: 'PREFIX' }],
      'is PREFIX but must be WILDCARD',
    ],
    [
      'a filter without a value',
      [{ ImageTagMutabilityExclusionFilterType: 'WILDCARD' }],
      'is missing and must be 1 to 128',
    ],
    ['a text instead of a filter', ['latest'], 'is not set but must be WILDCARD'],
  ])('%s', (_, filters, text) => {
    const found = foundFor('IMMUTABLE_WITH_EXCLUSION', filters);
    expect(found.text).toContain(text);
    expect(found.severity).toBe('error');
  });
});

test('reports an exception in a creation template for caches only if Amazon ECR refuses it', () => {
  const found = (value: string) =>
    findingsOfRule(rule, (stack) =>
      template(stack, {
        appliedFor: ['PULL_THROUGH_CACHE'],
        imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
        imageTagMutabilityExclusionFilters: exclusions(value),
      }),
    ).length;
  expect(found('latest')).toBe(0);
  expect(found('*a*b*')).toBe(1);
});

test('reports filters in a creation template for caches whose mode has no exceptions', () => {
  const found = findingsOfRule(rule, (stack) =>
    template(stack, {
      appliedFor: ['PULL_THROUGH_CACHE'],
      imageTagMutability: 'MUTABLE',
      imageTagMutabilityExclusionFilters: exclusions('v*'),
    }),
  );
  expect(found).toHaveLength(1);
});

test('reports a filter known only at deployment as an exception', () => {
  const [found] = findingsOfRule(rule, (stack) => {
    const tag = new CfnParameter(stack, 'Tag').valueAsString;
    new ecr.CfnRepository(stack, 'Bad', {
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      imageTagMutabilityExclusionFilters: exclusions(tag),
    });
  });
  expect(found.text).toContain('some tags can be moved');
});
