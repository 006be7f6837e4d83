import * as fc from 'fast-check';
import { lifecycleText } from './build';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { REPOSITORY_RULES } from '../../../../src/templates/rules/repository';
import { TemplateApp } from '../../../../src/templates/template-app';
import { readable } from '../../../../src/text/holes';
import { ACCOUNT, REGION } from '../../../checks/support';

const TYPES = [ResourceType.REPOSITORY, ResourceType.PUBLIC_REPOSITORY, ResourceType.CREATION_TEMPLATE];

const text = fc.constantFrom(
  '',
  'true',
  'prod/api',
  'ecr-public/nginx',
  'IMMUTABLE',
  'MUTABLE',
  'IMMUTABLE_WITH_EXCLUSION',
  'MUTABLE_WITH_EXCLUSION',
  'KMS',
  'KMS_DSSE',
  'AES256',
  'alias/aws/ecr',
  'arn:aws:kms:us-east-1:111122223333:key/abc',
  'PULL_THROUGH_CACHE',
  'WILDCARD',
  '*a*b*c*',
  '{}',
  '{"rules":[null]}',
  `{"rules":[${' '.repeat(100)}null]}`,
  lifecycleText(),
  lifecycleText({ tagStatus: 'tagged', tagPatternList: ['*'] }),
);
const open = fc.constantFrom(
  { Ref: 'AWS::Region' },
  { Ref: 'Key' },
  { 'Fn::GetAtt': ['Key', 'Arn'] },
  { 'Fn::Join': ['', ['a', { Ref: 'AWS::StackId' }]] },
  { 'Fn::If': ['A', 'b', ['c']] },
  { 'Fn::Cidr': [] },
);
const names = fc.constantFrom(
  ...[
    'RepositoryName',
    'ImageTagMutability',
    'ImageTagMutabilityExclusionFilters',
    'LifecyclePolicy',
    'LifecyclePolicyText',
  ],
  ...[
    'EncryptionConfiguration',
    'EncryptionType',
    'KmsKey',
    'ImageScanningConfiguration',
    'ScanOnPush',
    'EmptyOnDelete',
  ],
  ...['Tags', 'ResourceTags', 'Key', 'Value', 'AppliedFor', 'Prefix', 'ImageTagMutabilityExclusionFilterType'],
  ...[
    'ImageTagMutabilityExclusionFilterValue',
    'ScanType',
    'Rules',
    'RepositoryFilters',
    'Filter',
    'EcrRepositoryPrefix',
  ],
);
const { properties } = fc.letrec((tie) => ({
  properties: fc.dictionary(names, tie('value'), { maxKeys: 12 }),
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    open,
    fc.jsonValue(),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('properties'),
  ),
}));

test('no rule for repositories throws on any properties, or reports a finding without a text', () => {
  const policy = fc.constantFrom('Retain', 'Delete', undefined, null, {}, { Ref: 'AWS::StackId' }, 1);
  fc.assert(
    fc.property(
      fc.constantFrom(...TYPES),
      properties,
      properties,
      policy,
      policy,
      (Type, own, around, DeletionPolicy, UpdateReplacePolicy) => {
        const Resources = {
          Repository: { Type, Properties: own, DeletionPolicy, UpdateReplacePolicy },
          ...Object.fromEntries(TYPES.map((type) => [type, { Type: type }])),
          // The surroundings of the resource are just as odd.
          Scanning: { Type: ResourceType.SCANNING_CONFIGURATION, Properties: around },
          Cache: { Type: ResourceType.PULL_THROUGH_CACHE_RULE, Properties: around },
          Key: { Type: ResourceType.KEY },
        };
        const env = { account: ACCOUNT, region: REGION };
        const app = TemplateApp.fromTemplates([{ path: 'Stack', template: { Resources }, ...env }]);
        const resource = app.stacks[0].resources.get('Repository')!;
        const context = { app, props: { protect: ['v*'], requiredTags: ['team'] } };
        for (const { types, check } of REPOSITORY_RULES) {
          if (!types.includes(Type)) continue;
          for (const { at, text: found, remedy } of check(resource, context)) {
            expect(at).toMatch(/^(Properties\/|Type$|DeletionPolicy$|UpdateReplacePolicy$)/);
            expect(found).toMatch(/^[^\uE000]+[^.;\uE000]$/s);
            expect(remedy ?? 'x').toBe(readable(remedy ?? 'x'));
          }
        }
      },
    ),
    { numRuns: 400 },
  );
});
