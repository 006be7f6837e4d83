import { App, CfnResource, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { OTHER_ACCOUNT, RECOVERY } from './support';
import { REGISTRY_RULES } from '../../../../src/templates/rules/registry';
import { ACCOUNT, findingsOf, REGION } from '../../../checks/support';

const TYPES = [...new Set(REGISTRY_RULES.flatMap(({ types }) => types)), 'AWS::ECR::Repository'];

/** Names and values that the rules look at, so that random properties get past the first check. */
const NAMES = [
  'ReplicationConfiguration',
  'Rules',
  'Destinations',
  'RegistryId',
  'Region',
  'RepositoryFilters',
  'Filter',
  'FilterType',
  'ScanType',
  'ScanFrequency',
  'EcrRepositoryPrefix',
  'UpstreamRegistryUrl',
  'UpstreamRegistry',
  'CredentialArn',
  'CustomRoleArn',
  'Prefix',
  'AppliedFor',
  'EncryptionConfiguration',
  'EncryptionType',
  'ResourceTags',
  'SigningProfileArn',
  'PolicyText',
  'Statement',
  'Effect',
  'Action',
  'Principal',
  'Resource',
  'RepositoryName',
];
const TEXTS = [
  ACCOUNT,
  OTHER_ACCOUNT,
  REGION,
  RECOVERY,
  'ROOT',
  '*',
  'prod/',
  'BASIC',
  'docker-hub',
  'ecr',
  'KMS',
  'Allow',
];

const { properties } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom(...TEXTS),
    fc.constantFrom(null, true, 0, 12, ''),
    fc.string(),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('properties'),
  ),
  properties: fc.dictionary(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...NAMES) }, fc.string()), tie('value'), {
    maxKeys: 5,
  }),
}));

test('no rule for registries throws on any properties', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...TYPES), properties), { maxLength: 6 }), (resources) => {
      const app = new App({ analyticsReporting: false });
      const env = { account: ACCOUNT, region: REGION };
      const stacks = [
        new Stack(app, 'Stack', { env }),
        new Stack(app, 'Other', { env: { account: OTHER_ACCOUNT, region: RECOVERY } }),
      ];
      resources.forEach(([type, values], index) => {
        const resource = new CfnResource(stacks[index % 2], `Resource${index}`, { type });
        resource.addOverride('Properties', values);
      });
      findingsOf(stacks[0]);
    }),
    { numRuns: 60 },
  );
});
