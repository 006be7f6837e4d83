import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { CfnResource } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { EcrRule } from '../../../src/ecr/ecr-rule';
import { RESOURCE_PROPERTIES } from '../../../src/ecr/resource-properties';
import { problemsOf } from '../../checks/support';

const resource = (type: string, properties: object) => (stack: Stack) =>
  void new CfnResource(stack, 'Bad', { type, properties: properties as Record<string, unknown> });

test.each<[string, string, object, string]>([
  [
    'lower case within a property',
    'AWS::ECR::Repository',
    { ImageScanningConfiguration: { scanOnPush: true } },
    'Properties/ImageScanningConfiguration/scanOnPush: the name of a property is "scanOnPush", which is no part of ' +
      'ImageScanningConfiguration that the library knows; the nearest is "ScanOnPush"',
  ],
  [
    'the name of a creation template',
    'AWS::ECR::Repository',
    { RepositoryPolicy: {} },
    'Properties/RepositoryPolicy: the name of a property is "RepositoryPolicy", which is no property of ' +
      'AWS::ECR::Repository that the library knows; the nearest is "RepositoryPolicyText"',
  ],
  [
    'a member of a list',
    'AWS::ECR::RegistryScanningConfiguration',
    { ScanType: 'BASIC', Rules: [{ scanFrequency: 'SCAN_ON_PUSH' }] },
    'Properties/Rules/scanFrequency: the name of a property is "scanFrequency", which is no part of Rules that the ' +
      'library knows; the nearest is "ScanFrequency"',
  ],
])('finds a name that CloudFormation refuses: %s', (_, type, properties, problem) => {
  expect(problemsOf(EcrRule.UNKNOWN_NAME, resource(type, properties))).toEqual([problem]);
});

test('does not judge what stands in a text or a policy', () => {
  const properties = {
    RepositoryPolicyText: { Version: '2012-10-17', statement: [] },
    Tags: [{ Key: 'a', Value: 'b' }],
  };
  expect(problemsOf(EcrRule.UNKNOWN_NAME, resource('AWS::ECR::Repository', properties))).toEqual([]);
});

test('the properties of each type are those of the published schema', () => {
  const spec = loadAwsServiceSpecSync();
  for (const [type, properties] of Object.entries(RESOURCE_PROPERTIES)) {
    const [published] = spec.lookup('resource', 'cloudFormationType', 'equals', type);
    expect([type, Object.keys(properties).sort()]).toEqual([type, Object.keys(published.properties).sort()]);
  }
});
