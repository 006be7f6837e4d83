import { App, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { RepositoryEvents } from '../../src/facades/repository-events';
import { EcrEventField } from '../../src/monitoring/ecr-event-field';
import { PrivateRepository } from '../../src/repository/private-repository';

interface Transformer {
  readonly InputPathsMap: Record<string, string>;
  readonly InputTemplate: string;
}

const FIELDS = Object.entries(EcrEventField).filter(([name]) => /^[A-Z_]+$/.test(name)) as [string, string][];

function transformerOf(message: events.RuleTargetInput): Transformer {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111111111111', region: 'eu-west-1' } });
  const repository = new PrivateRepository(stack, 'Api', { repositoryName: 'team/api' });
  RepositoryEvents.fromRepository(repository).onImagePushed('Pushed', {
    target: new targets.SqsQueue(new sqs.Queue(stack, 'Queue'), { message }),
  });
  const [rule] = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule'));
  return (rule.Properties as { Targets: { InputTransformer: Transformer }[] }).Targets[0].InputTransformer;
}

test('the fields of an event become the input of a target', () => {
  const { InputPathsMap: paths, InputTemplate: template } = transformerOf(
    events.RuleTargetInput.fromObject(Object.fromEntries(FIELDS)),
  );
  expect(Object.values(paths).sort()).toEqual([
    '$.detail.action-type',
    '$.detail.artifact-media-type',
    '$.detail.awsAccountId',
    '$.detail.ecr-repository-prefix',
    '$.detail.failure-code',
    '$.detail.failure-reason',
    '$.detail.finding-severity-counts',
    '$.detail.findingArn',
    '$.detail.image-digest',
    '$.detail.image-tag',
    '$.detail.image-tags',
    '$.detail.manifest-media-type',
    '$.detail.packageVulnerabilityDetails.vulnerabilityId',
    '$.detail.repository-name',
    '$.detail.resources[0].details.awsEcrContainerImage.imageHash',
    '$.detail.resources[0].details.awsEcrContainerImage.imageTags',
    '$.detail.resources[0].details.awsEcrContainerImage.repositoryName',
    '$.detail.result',
    '$.detail.scan-status',
    '$.detail.severity',
    '$.detail.source-account',
    '$.detail.source-region',
    '$.detail.sync-status',
    '$.detail.target-storage-class',
    '$.detail.title',
    '$.detail.upstream-registry-url',
  ]);
  expect(template).toContain('"IMAGE_DIGEST":<detail-image-digest>');
  expect(Token.isUnresolved(EcrEventField.IMAGE_DIGEST)).toBe(true);
});
