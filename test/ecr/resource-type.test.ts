import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { ResourceType } from '../../src/ecr/resource-type';

describe('ResourceType', () => {
  test.each([
    [ResourceType.REPOSITORY, ecr.CfnRepository],
    [ResourceType.PUBLIC_REPOSITORY, ecr.CfnPublicRepository],
    [ResourceType.REGISTRY_POLICY, ecr.CfnRegistryPolicy],
    [ResourceType.SCANNING_CONFIGURATION, ecr.CfnRegistryScanningConfiguration],
    [ResourceType.REPLICATION_CONFIGURATION, ecr.CfnReplicationConfiguration],
    [ResourceType.PULL_THROUGH_CACHE_RULE, ecr.CfnPullThroughCacheRule],
    [ResourceType.CREATION_TEMPLATE, ecr.CfnRepositoryCreationTemplate],
    [ResourceType.SIGNING_CONFIGURATION, ecr.CfnSigningConfiguration],
    [ResourceType.SECRET, secretsmanager.CfnSecret],
    [ResourceType.KEY, kms.CfnKey],
    [ResourceType.TOPIC, sns.CfnTopic],
    [ResourceType.TOPIC_POLICY, sns.CfnTopicPolicy],
    [ResourceType.QUEUE, sqs.CfnQueue],
    [ResourceType.QUEUE_POLICY, sqs.CfnQueuePolicy],
    [ResourceType.FUNCTION_PERMISSION, lambda.CfnPermission],
    [ResourceType.EVENT_RULE, events.CfnRule],
    [ResourceType.ALARM, cloudwatch.CfnAlarm],
    [ResourceType.FUNCTION, lambda.CfnFunction],
    [ResourceType.TASK_DEFINITION, ecs.CfnTaskDefinition],
    [ResourceType.BUILD_PROJECT, codebuild.CfnProject],
    [ResourceType.VPC, ec2.CfnVPC],
    [ResourceType.VPC_ENDPOINT, ec2.CfnVPCEndpoint],
    [ResourceType.SECURITY_GROUP, ec2.CfnSecurityGroup],
    [ResourceType.SECURITY_GROUP_INGRESS, ec2.CfnSecurityGroupIngress],
    [ResourceType.HOSTED_ZONE, route53.CfnHostedZone],
    [ResourceType.BUCKET, s3.CfnBucket],
    [ResourceType.IAM_POLICY, iam.CfnPolicy],
    [ResourceType.IAM_MANAGED_POLICY, iam.CfnManagedPolicy],
    [ResourceType.IAM_ROLE, iam.CfnRole],
    [ResourceType.IAM_USER, iam.CfnUser],
    [ResourceType.IAM_GROUP, iam.CfnGroup],
    [ResourceType.IAM_ROLE_POLICY, iam.CfnRolePolicy],
    [ResourceType.IAM_USER_POLICY, iam.CfnUserPolicy],
    [ResourceType.IAM_GROUP_POLICY, iam.CfnGroupPolicy],
  ])('has %s, the type of the L1 of the CDK', (type, resource) => {
    expect(type).toBe(resource.CFN_RESOURCE_TYPE_NAME);
  });
});
