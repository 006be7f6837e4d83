import { CfnParameter, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { imageFunction, project, task } from './consumers';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { ImageTagMutability } from '../../../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import type { PrivateRepositoryProps } from '../../../../src/repository/private-repository';
import type { Build } from '../../../checks/support';
import { ACCOUNT, findingsOfRule, problemsOf, REGION, testRuleTable } from '../../../checks/support';

const rule = EcrRule.PINNED_IMAGE;
const props = { requirePinnedImages: true };
const HOST = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;
const DIGEST = `sha256:${'0'.repeat(64)}`;

/** A task whose image is in a repository of the app. */
function ofRepository(tag: string, repositoryProps: PrivateRepositoryProps): Build {
  return (stack) => {
    const repository = new PrivateRepository(stack, 'Api', repositoryProps);
    const definition = new ecs.FargateTaskDefinition(stack, 'Bad');
    definition.addContainer('main', { image: ecs.ContainerImage.fromEcrRepository(repository, tag) });
  };
}

const mutable = { tagMutability: ImageTagMutability.mutable() };
const exceptLatest = { tagMutability: ImageTagMutability.immutable({ exceptTags: ['latest', 'dev-*'] }) };

testRuleTable({
  rule,
  props,
  l1: task('nginx:latest'),
  l2: ofRepository('v1', mutable),
  override: (stack) => {
    const definition = new ecs.CfnTaskDefinition(stack, 'Bad', {
      containerDefinitions: [{ name: 'main', image: `nginx@${DIGEST}` }],
    });
    definition.addPropertyOverride('ContainerDefinitions.0.Image', 'nginx');
  },
  passes: task(`nginx@${DIGEST}`, `${HOST}/team/api:v1@${DIGEST}`),
});

test('reports each image whose tag can move, at its place', () => {
  const builds: Build[] = [
    task(`nginx@${DIGEST}`, 'nginx', 'public.ecr.aws/nginx/nginx:1.27', 'localhost/own:1'),
    imageFunction(`${HOST}/team/api:latest`),
    project('node:22'),
    ofRepository('v1', mutable),
    ofRepository('dev-1', exceptLatest),
    ofRepository('latest', exceptLatest),
    (stack) => {
      new ecr.CfnRepository(stack, 'Named', { repositoryName: 'team/api' });
      task(`${HOST}/team/api:v1`)(stack);
    },
    (stack) => {
      const repository = new ecr.CfnRepository(stack, 'Api');
      imageFunction(`${repository.attrRepositoryUri}:v1`)(stack);
    },
  ];
  const found = builds.flatMap((build) => problemsOf(rule, build, props));
  expect(found.join('\n')).toMatchInlineSnapshot(`
    "Properties/ContainerDefinitions/1/Image: nginx names no version, so each start may run another image
    Properties/ContainerDefinitions/2/Image: public.ecr.aws/nginx/nginx:1.27 has a tag that its registry lets move
    Properties/ContainerDefinitions/3/Image: localhost/own:1 has a tag that its registry lets move
    Properties/Code/ImageUri: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:latest names no version, so each start may run another image
    Properties/Environment/Image: node:22 has a tag that its registry lets move
    Properties/ContainerDefinitions/0/Image: Stack/Api/Resource:v1 has a tag that can be moved in Stack/Api/Resource
    Properties/ContainerDefinitions/0/Image: Stack/Api/Resource:dev-1 has a tag that can be moved in Stack/Api/Resource
    Properties/ContainerDefinitions/0/Image: Stack/Api/Resource:latest has a tag that can be moved in Stack/Api/Resource
    Properties/ContainerDefinitions/0/Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:v1 has a tag that can be moved in Stack/Named
    Properties/Code/ImageUri: Stack/Api:v1 has a tag that can be moved in Stack/Api"
  `);
});

test.each<[string, Build]>([
  ['a tag of a repository whose tags cannot move', ofRepository('latest', {})],
  ['a tag that is no exception of immutability', ofRepository('v1', exceptLatest)],
  ['a tag of Amazon ECR that another app may keep', task(`${HOST}/elsewhere:v1`)],
  ['a digest of a repository whose tags can move', ofRepository(DIGEST, mutable)],
  ['an image that CodeBuild provides', project('aws/codebuild/standard:7.0')],
  [
    'an image that the CDK builds',
    (stack) => {
      const definition = new ecs.FargateTaskDefinition(stack, 'Bad');
      definition.addContainer('main', { image: ecs.ContainerImage.fromAsset(__dirname, { file: 'consumers.ts' }) });
    },
  ],
  ['an image that is a parameter', (stack) => task(new CfnParameter(stack, 'Image').valueAsString)(stack)],
  ['a tag that is a parameter', (stack) => task(`nginx:${new CfnParameter(stack, 'Tag').valueAsString}`)(stack)],
  ['a registry that is a parameter', (stack) => task(`${new CfnParameter(stack, 'Host').valueAsString}/api:v1`)(stack)],
  [
    'a function without an image',
    (stack) => {
      const code = lambda.Code.fromInline('x');
      new lambda.Function(stack, 'Bad', { code, handler: 'index.x', runtime: lambda.Runtime.NODEJS_22_X });
    },
  ],
  [
    'a repository of another stack whose tags cannot move',
    (stack) => {
      const other = new Stack(stack.node.root, 'Other', { env: { account: ACCOUNT, region: REGION } });
      const repository = new PrivateRepository(other, 'Api', { repositoryName: 'team/api' });
      new ecs.FargateTaskDefinition(stack, 'Bad').addContainer('main', {
        image: ecs.ContainerImage.fromEcrRepository(repository, 'v1'),
      });
    },
  ],
])('does not report %s', (_, build) => {
  expect(problemsOf(rule, build, props)).toEqual([]);
});

test('reports nothing if nobody asks for it', () => {
  expect(findingsOfRule(rule, task('nginx'))).toEqual([]);
  expect(findingsOfRule(rule, task('nginx'), { requirePinnedImages: false })).toEqual([]);
});
