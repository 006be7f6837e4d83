import * as signer from 'aws-cdk-lib/aws-signer';
import { constraintOf } from './schemas/schemas';
import { LIMITS } from '../../src/ecr/limits';
import { MAX_POLICY_LENGTH } from '../../src/ecr/policy/policy-length';
import { ResourceType } from '../../src/ecr/resource-type';
import { SIGNING_PLATFORM } from '../../src/ecr/signing-profile-arn';
import { TAG_LIMITS, TEMPLATE_TAG_LIMITS } from '../../src/ecr/tags';

const EXCLUSION = 'AWS::ECR::PullTimeUpdateExclusion';

describe('the limits of the library equal those of the CloudFormation schemas for', () => {
  test.each([
    [
      'rules of replication',
      LIMITS.REPLICATION_RULES_OF_SCHEMA,
      ResourceType.REPLICATION_CONFIGURATION,
      'ReplicationConfiguration.Rules',
    ],
    [
      'filters of replication',
      LIMITS.FILTERS_OF_RULE,
      ResourceType.REPLICATION_CONFIGURATION,
      'ReplicationRule.RepositoryFilters',
    ],
    ['rules of scanning', LIMITS.SCANNING_RULES, ResourceType.SCANNING_CONFIGURATION, 'ScanningRules'],
    [
      'filters of scanning',
      LIMITS.FILTERS_OF_RULE,
      ResourceType.SCANNING_CONFIGURATION,
      'ScanningRule.RepositoryFilters',
    ],
    ['filters of signing', LIMITS.FILTERS_OF_RULE, ResourceType.SIGNING_CONFIGURATION, 'Rule.RepositoryFilters'],
    ['caches', LIMITS.PULL_THROUGH_CACHES, ResourceType.PULL_THROUGH_CACHE_RULE, 'PullThroughCacheRule'],
    ['exclusion filters', LIMITS.EXCLUSION_FILTERS, ResourceType.REPOSITORY, 'ImageTagMutabilityExclusionFilters'],
    [
      'exclusion filters of templates',
      LIMITS.EXCLUSION_FILTERS,
      ResourceType.CREATION_TEMPLATE,
      'ImageTagMutabilityExclusionFilters',
    ],
    ['tags', LIMITS.TAGS, ResourceType.REPOSITORY, 'Tags'],
    ['tags of public repositories', LIMITS.TAGS, ResourceType.PUBLIC_REPOSITORY, 'Tags'],
    ['tags of templates', LIMITS.TAGS, ResourceType.CREATION_TEMPLATE, 'ResourceTags'],
    ['architectures', LIMITS.CATALOG_LABELS, ResourceType.PUBLIC_REPOSITORY, 'ArchitectureList'],
    ['operating systems', LIMITS.CATALOG_LABELS, ResourceType.PUBLIC_REPOSITORY, 'OperatingSystemList'],
  ] as const)('the number of %s', (_, limit, type, property) => {
    expect(limit).toBe(constraintOf(type, property).maxItems);
  });

  test.each([
    ['name', LIMITS.NAME_LENGTH, ResourceType.REPOSITORY, 'RepositoryName'],
    ['filter of replication', LIMITS.NAME_LENGTH, ResourceType.REPLICATION_CONFIGURATION, 'Filter'],
    ['filter of scanning', LIMITS.SCAN_FILTER_LENGTH, ResourceType.SCANNING_CONFIGURATION, 'Filter'],
    ['filter of signing', LIMITS.SIGNING_FILTER_LENGTH, ResourceType.SIGNING_CONFIGURATION, 'Filter'],
    ['prefix of a cache', LIMITS.CACHE_PREFIX_LENGTH, ResourceType.PULL_THROUGH_CACHE_RULE, 'EcrRepositoryPrefix'],
    [
      'prefix of an upstream',
      LIMITS.CACHE_PREFIX_LENGTH,
      ResourceType.PULL_THROUGH_CACHE_RULE,
      'UpstreamRepositoryPrefix',
    ],
    ['prefix of a template', LIMITS.TEMPLATE_PREFIX_LENGTH, ResourceType.CREATION_TEMPLATE, 'Prefix'],
    ['description of a template', LIMITS.TEMPLATE_DESCRIPTION_LENGTH, ResourceType.CREATION_TEMPLATE, 'Description'],
    ['policy of a registry', MAX_POLICY_LENGTH, ResourceType.REGISTRY_POLICY, 'PolicyText'],
    ['policy of a template', MAX_POLICY_LENGTH, ResourceType.CREATION_TEMPLATE, 'RepositoryPolicy'],
    ['ARN of an excluded role', LIMITS.PULL_TIME_EXCLUSION_ARN_LENGTH, EXCLUSION, 'PrincipalArn'],
    [
      'ARN of a signing profile',
      LIMITS.SIGNING_PROFILE_ARN_LENGTH,
      ResourceType.SIGNING_CONFIGURATION,
      'Rule.SigningProfileArn',
    ],
    ['text of a catalogue', LIMITS.CATALOG_TEXT_LENGTH, ResourceType.PUBLIC_REPOSITORY, 'AboutText'],
    ['usage of a catalogue', LIMITS.CATALOG_TEXT_LENGTH, ResourceType.PUBLIC_REPOSITORY, 'UsageText'],
    [
      'description of a catalogue',
      LIMITS.CATALOG_DESCRIPTION_LENGTH,
      ResourceType.PUBLIC_REPOSITORY,
      'RepositoryDescription',
    ],
    ['architecture', LIMITS.CATALOG_LABEL_LENGTH, ResourceType.PUBLIC_REPOSITORY, 'Architecture'],
    ['operating system', LIMITS.CATALOG_LABEL_LENGTH, ResourceType.PUBLIC_REPOSITORY, 'OperatingSystem'],
  ] as const)('the length of a %s', (_, limit, type, property) => {
    expect(limit).toBe(constraintOf(type, property).maxLength);
  });

  test.each([
    [ResourceType.REPOSITORY, 'RepositoryName'],
    [ResourceType.PUBLIC_REPOSITORY, 'RepositoryName'],
    [ResourceType.REPLICATION_CONFIGURATION, 'Filter'],
  ] as const)('the least length of a name, for %s', (type, property) => {
    expect(LIMITS.MIN_NAME_LENGTH).toBe(constraintOf(type, property).minLength);
  });

  test('the least length of the prefix of a cache', () => {
    const { minLength } = constraintOf(ResourceType.PULL_THROUGH_CACHE_RULE, 'EcrRepositoryPrefix');
    expect(LIMITS.MIN_CACHE_PREFIX_LENGTH).toBe(minLength);
  });

  test.each([
    [ResourceType.REPOSITORY, TAG_LIMITS],
    [ResourceType.PUBLIC_REPOSITORY, TAG_LIMITS],
    [ResourceType.CREATION_TEMPLATE, TEMPLATE_TAG_LIMITS],
  ] as const)('the lengths of the tags of %s', (type, limits) => {
    const [key, value] = ['Tag.Key', 'Tag.Value'].map((property) => constraintOf(type, property));
    expect(limits).toEqual({
      maxKeyLength: key.maxLength,
      minValueLength: value.minLength,
      maxValueLength: value.maxLength,
    });
  });
});

test('the limits of signing rules and replication destinations are lower than those of the schemas', () => {
  const { maxItems: rules } = constraintOf(ResourceType.SIGNING_CONFIGURATION, 'Rules');
  const { maxItems: destinations } = constraintOf(
    ResourceType.REPLICATION_CONFIGURATION,
    'ReplicationRule.Destinations',
  );
  expect(LIMITS.SIGNING_RULES).toBeLessThan(rules!);
  expect(LIMITS.REPLICATION_DESTINATIONS).toBeLessThan(destinations!);
});

test('the platform of signing profiles is the one that the CDK names', () => {
  expect(SIGNING_PLATFORM).toBe(signer.Platform.NOTATION_OCI_SHA384_ECDSA.platformId);
});
