import { CfnResource } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { lifecycleText } from './build';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { REPOSITORY_RULES } from '../../../../src/templates/rules/repository';
import { TemplateApp } from '../../../../src/templates/template-app';
import { TemplateResource } from '../../../../src/templates/template-resource';
import { readable } from '../../../../src/text/holes';
import { stackOf } from '../../../checks/support';

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
  { 'Fn::Join': ['', ['a', { Ref: 'AWS::StackName' }]] },
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

test('no rule throws, or reports without a text, whatever the properties are', () => {
  const stack = stackOf((each) => {
    for (const type of [...TYPES, ResourceType.SCANNING_CONFIGURATION, ResourceType.PULL_THROUGH_CACHE_RULE]) {
      new CfnResource(each, type.replace(/:/g, ''), { type });
    }
    new CfnResource(each, 'Key', { type: ResourceType.KEY });
  });
  (stack.node.root as any).synth();
  const policy = fc.constantFrom('Retain', 'Delete', undefined, null, {}, { Ref: 'AWS::StackName' }, 1);
  fc.assert(
    fc.property(
      fc.constantFrom(...TYPES),
      properties,
      properties,
      policy,
      policy,
      (Type, own, around, DeletionPolicy, UpdateReplacePolicy) => {
        const app = new TemplateApp(stack.node.root);
        // What is around the resource is as odd.
        for (const type of [ResourceType.SCANNING_CONFIGURATION, ResourceType.PULL_THROUGH_CACHE_RULE]) {
          const [other] = app.resourcesOf(type);
          jest
            .spyOn(other, 'properties', 'get')
            .mockReturnValue(other.stack.resolve(around) as Record<string, unknown>);
        }
        const json = { Type, Properties: own, DeletionPolicy, UpdateReplacePolicy };
        const resource = new TemplateResource(app.stacks[0], 'Repository', json);
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
