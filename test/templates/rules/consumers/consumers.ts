import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Json } from '../../../checks/mutations/mutant';
import type { Build } from '../../../checks/support';

/** A task definition whose containers run images. */
export function task(...images: string[]): Build {
  return (stack) => {
    const containerDefinitions = images.map((image, index) => ({ name: `c${index}`, image }));
    new ecs.CfnTaskDefinition(stack, 'Bad', { containerDefinitions });
  };
}

export function imageFunction(imageUri: string): Build {
  return (stack) => {
    const role = 'arn:aws:iam::111122223333:role/function';
    new lambda.CfnFunction(stack, 'Bad', { code: { imageUri }, packageType: 'Image', role });
  };
}

export function project(image: string): Build {
  return (stack) => {
    new codebuild.CfnProject(stack, 'Bad', {
      artifacts: { type: 'NO_ARTIFACTS' },
      source: { type: 'NO_SOURCE' },
      serviceRole: 'arn:aws:iam::111122223333:role/build',
      environment: { computeType: 'BUILD_GENERAL1_SMALL', image, type: 'LINUX_CONTAINER' },
    });
  };
}

/** A task of AWS Fargate with an execution role that has some statements. */
export function fargateTask(image: string, statements: Json[], managedPolicyArns: string[] = []): Build {
  return (stack) => {
    const trust = { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const role = new iam.CfnRole(stack, 'Role', {
      assumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
      managedPolicyArns,
      policies: [{ policyName: 'pull', policyDocument: { Version: '2012-10-17', Statement: statements } }],
    });
    new ecs.CfnTaskDefinition(stack, 'Bad', {
      requiresCompatibilities: ['FARGATE'],
      executionRoleArn: role.attrArn,
      containerDefinitions: [{ name: 'main', image }],
    });
  };
}
