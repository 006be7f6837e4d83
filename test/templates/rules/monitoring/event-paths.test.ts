import { CfnRule } from 'aws-cdk-lib/aws-events';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { findingsOfRule } from '../../../checks/support';

const IMAGE = { source: ['aws.ecr'], 'detail-type': ['ECR Image Action'] };
const SCAN = { source: ['aws.ecr'], 'detail-type': ['ECR Image Scan'] };
const FINDING = { source: ['aws.inspector2'], 'detail-type': ['Inspector2 Finding'] };

/** The findings about a target of a rule. */
function found(eventPattern: object, target: object, by = EcrRule.EVENT_PATTERN): string[] {
  return findingsOfRule(by, (stack) => {
    const targets = [{ Id: 'T', Arn: 'arn:aws:sns:eu-west-1:111122223333:t', ...target }];
    new CfnRule(stack, 'Rule', { eventPattern }).addPropertyOverride('Targets', targets);
  }).map(({ at, text }) => `${at}: ${text.split('. ')[0]}`);
}

const transformed = (path: unknown) => ({ InputTransformer: { InputPathsMap: { v: path }, InputTemplate: '"<v>"' } });

test('reports a path to a field that no event of the pattern has', () => {
  const texts = [
    found(IMAGE, transformed('$.detail.repositoryName')),
    found(IMAGE, { InputPath: '$.detail.imageTag' }),
    found(SCAN, transformed('$.detail.findingSeverityCounts.CRITICAL')),
    found(FINDING, transformed('$.detail.repository-name')),
    found(IMAGE, transformed('$.repository-name')),
  ];
  expect(texts.map(({ length }) => length)).toEqual(texts.map(() => 1));
  expect(texts.flat()).toMatchInlineSnapshot(`
    [
      "Properties/Targets/0/InputTransformer/InputPathsMap/v: InputPathsMap.v is "$.detail.repositoryName" but must be called repository-name, as in events of the type ECR Image Action",
      "Properties/Targets/0/InputPath: InputPath is "$.detail.imageTag" but must be called image-tag, as in events of the type ECR Image Action",
      "Properties/Targets/0/InputTransformer/InputPathsMap/v: InputPathsMap.v is "$.detail.findingSeverityCounts.CRITICAL" but must be called finding-severity-counts, as in events of the type ECR Image Scan",
      "Properties/Targets/0/InputTransformer/InputPathsMap/v: InputPathsMap.v is "$.detail.repository-name" but must stand at detail.resources.details.awsEcrContainerImage.repositoryName, as in events of the type Inspector2 Finding",
      "Properties/Targets/0/InputTransformer/InputPathsMap/v: InputPathsMap.v is "$.repository-name" but must start with a field of events: version, id, detail-type, source, account, time, region, resources, detail, replay-name",
    ]
  `);
});

test('warns of a path to a field that the library does not know', () => {
  expect(found(IMAGE, transformed('$.detail.pusher'), EcrRule.UNKNOWN_NAME)).toMatchInlineSnapshot(`
    [
      "Properties/Targets/0/InputTransformer/InputPathsMap/v: InputPathsMap.v is "$.detail.pusher", which is in no field of events of the type ECR Image Action that the library knows; it knows result, repository-name, image-digest, action-type, image-tag, target-storage-class, manifest-media-type, artifact-media-type, last-activated-at",
    ]
  `);
  expect(found(IMAGE, transformed('$.detail.pusher'))).toEqual([]);
});

test.each<[object, unknown]>([
  [IMAGE, '$.detail.repository-name'],
  [IMAGE, '$.detail'],
  [IMAGE, '$.time'],
  [IMAGE, '$'],
  [IMAGE, '$.detail[?(@.x)]'],
  [IMAGE, { Ref: 'AWS::Region' }],
  [SCAN, '$.detail.finding-severity-counts.CRITICAL'],
  [SCAN, '$.detail.image-tags[0]'],
  [FINDING, '$.detail.severity'],
  [FINDING, '$.detail.resources[0].details.awsEcrContainerImage.repositoryName'],
  [{ source: ['aws.ecr'] }, '$.detail.image-tags'],
  [{ source: ['aws.ecs'] }, '$.detail.repositoryName'],
])('does not report in a rule for %j the path %j', (pattern, path) => {
  expect(found(pattern, transformed(path))).toEqual([]);
  expect(found(pattern, { InputPath: path })).toEqual([]);
  expect(found(pattern, transformed(path), EcrRule.UNKNOWN_NAME)).toEqual([]);
});
