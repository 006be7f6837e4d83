import * as ecr from 'aws-cdk-lib/aws-ecr';
import { overridden } from './repository/build';
import { EcrRule } from '../../../src/ecr/ecr-rule';
import { findingsOfRule, override } from '../../checks/support';
import type { Build } from '../../checks/support';

const repository =
  (properties: Record<string, unknown>): Build =>
  (stack) =>
    overridden(stack, properties);

const scanning =
  (properties: Record<string, unknown>): Build =>
  (stack) => {
    const rules = [{ scanFrequency: 'SCAN_ON_PUSH', repositoryFilters: [{ filter: '*', filterType: 'WILDCARD' }] }];
    override(new ecr.CfnRegistryScanningConfiguration(stack, 'Bad', { scanType: 'BASIC', rules }), properties);
  };

const created =
  (properties: Record<string, unknown>): Build =>
  (stack) => {
    const template = new ecr.CfnRepositoryCreationTemplate(stack, 'Bad', {
      prefix: 'team',
      appliedFor: ['REPLICATION'],
    });
    override(template, properties);
  };

const FILTERS = 'ImageTagMutabilityExclusionFilters';
const filter = {
  ImageTagMutabilityExclusionFilterType: 'Wildcard',
  ImageTagMutabilityExclusionFilterValue: 'latest',
};

test.each<[string, EcrRule, Build, string]>([
  ['ImageTagMutability', EcrRule.TAG_IMMUTABILITY, repository({ ImageTagMutability: 'immutable' }), 'IMMUTABLE'],
  [
    'ImageTagMutability with exclusions',
    EcrRule.TAG_IMMUTABILITY,
    created({ ImageTagMutability: 'Immutable-With-Exclusion' }),
    'IMMUTABLE_WITH_EXCLUSION',
  ],
  [
    'the type of an exclusion filter',
    EcrRule.TAG_EXCEPTIONS,
    repository({ ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION', [FILTERS]: [filter] }),
    'WILDCARD',
  ],
  ['EncryptionType', EcrRule.CUSTOMER_KEY, repository({ 'EncryptionConfiguration.EncryptionType': 'kms' }), 'KMS'],
  [
    'EncryptionType',
    EcrRule.CUSTOMER_KEY,
    repository({ 'EncryptionConfiguration.EncryptionType': 'aes256' }),
    'AES256',
  ],
  [
    'EncryptionType',
    EcrRule.CUSTOMER_KEY,
    created({ EncryptionConfiguration: { EncryptionType: 'kms_dsse' } }),
    'KMS_DSSE',
  ],
  ['ScanOnPush', EcrRule.REPOSITORY_SCANNING, repository({ 'ImageScanningConfiguration.ScanOnPush': 'True' }), 'true'],
  ['ScanType', EcrRule.SCANNING_CONFIGURATION, scanning({ ScanType: 'enhanced' }), 'ENHANCED'],
  [
    'ScanFrequency',
    EcrRule.SCANNING_CONFIGURATION,
    scanning({ 'Rules.0.ScanFrequency': 'continuous_scan' }),
    'CONTINUOUS_SCAN',
  ],
  [
    'FilterType',
    EcrRule.SCANNING_CONFIGURATION,
    scanning({ 'Rules.0.RepositoryFilters.0.FilterType': 'wildcard' }),
    'WILDCARD',
  ],
  ['AppliedFor', EcrRule.TEMPLATE_FORM, created({ AppliedFor: ['replication'] }), 'REPLICATION'],
  [
    'DeletionPolicy',
    EcrRule.REPOSITORY_RETENTION,
    (stack) => overridden(stack, {}).addOverride('DeletionPolicy', 'retain'),
    'Retain',
  ],
])('a finding of %s in a wrong spelling says the right one (%s)', (_, rule, build, right) => {
  const found = findingsOfRule(rule, build);
  expect(found.length).toBeGreaterThan(0);
  expect(found.map(({ fix, text }) => `${text}; ${fix}`)).toEqual([
    expect.stringMatching(new RegExp(`\\b${right}\\b`)),
  ]);
});
