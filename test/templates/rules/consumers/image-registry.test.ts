import { CfnParameter, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { imageFunction, project, task } from './consumers';
import { EcrChecks } from '../../../../src/checks/ecr-checks';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import type { Build } from '../../../checks/support';
import {
  ACCOUNT,
  findingsOf,
  findingsOfRule,
  problemsOf,
  REGION,
  stackOf,
  testRuleTable,
} from '../../../checks/support';

const rule = EcrRule.IMAGE_REGISTRY;
const HOST = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;
const props = { allowedImageRegistries: [`${ACCOUNT}.dkr.ecr.*.amazonaws.com`, 'public.ecr.aws'] };

const ofRepository = (id: string): Build => {
  return (stack) => {
    const image = ecs.ContainerImage.fromEcrRepository(new PrivateRepository(stack, 'Api'), 'v1');
    new ecs.FargateTaskDefinition(stack, id).addContainer('main', { image });
  };
};

testRuleTable({
  rule,
  props,
  l1: task('nginx:1.27'),
  l2: (stack) => {
    const image = ecs.ContainerImage.fromRegistry('quay.io/nginx/nginx:1.27');
    new ecs.FargateTaskDefinition(stack, 'Bad').addContainer('main', { image });
  },
  override: (stack) => {
    const image = `${HOST}/team/api:v1`;
    const definition = new ecs.CfnTaskDefinition(stack, 'Bad', { containerDefinitions: [{ name: 'main', image }] });
    definition.addPropertyOverride('ContainerDefinitions.0.Image', 'team/api:v1');
  },
  passes: task(`${HOST}/team/api:v1`, 'public.ecr.aws/nginx/nginx:1.27'),
});

test('reports each image of another registry, with its host', () => {
  const builds = [
    task(
      `${HOST}/api`,
      'nginx',
      'library/nginx:1',
      'ghcr.io/acme/api@sha256:0',
      'registry.acme.com:5000/api',
      'localhost/api',
    ),
    imageFunction(`444455556666.dkr.ecr.${REGION}.amazonaws.com/api:v1`),
    project('registry-1.docker.io/library/node:22'),
  ];
  const found = builds.flatMap((build) => problemsOf(rule, build, props));
  expect(found.join('\n')).toMatchInlineSnapshot(`
    "Properties/ContainerDefinitions/1/Image: nginx is an image of docker.io, which is no allowed registry
    Properties/ContainerDefinitions/2/Image: library/nginx:1 is an image of docker.io, which is no allowed registry
    Properties/ContainerDefinitions/3/Image: ghcr.io/acme/api@sha256:0 is an image of ghcr.io, which is no allowed registry
    Properties/ContainerDefinitions/4/Image: registry.acme.com:5000/api is an image of registry.acme.com:5000, which is no allowed registry
    Properties/ContainerDefinitions/5/Image: localhost/api is an image of localhost, which is no allowed registry
    Properties/Code/ImageUri: 444455556666.dkr.ecr.eu-west-1.amazonaws.com/api:v1 is an image of 444455556666.dkr.ecr.eu-west-1.amazonaws.com, which is no allowed registry
    Properties/Environment/Image: registry-1.docker.io/library/node:22 is an image of docker.io, which is no allowed registry"
  `);
});

test('reports an image of a repository in the app if its registry is not allowed', () => {
  const found = problemsOf(rule, ofRepository('Bad'), { allowedImageRegistries: ['public.ecr.aws'] });
  expect(found).toEqual([
    expect.stringMatching(new RegExp(`is an image of ${HOST.replaceAll('.', '[.]')}, which is no allowed registry$`)),
  ]);
});

test.each<[string, Build]>([
  ['an image of a repository in the app', ofRepository('Bad')],
  ['an image that CodeBuild provides', project('aws/codebuild/amazonlinux-x86_64-standard:5.0')],
  ['an image that is a parameter', (stack) => task(new CfnParameter(stack, 'Image').valueAsString)(stack)],
  ['a host that is a parameter', (stack) => task(`${new CfnParameter(stack, 'Host').valueAsString}/api:v1`)(stack)],
  [
    'an asset of the CDK',
    (stack) => task(stack.synthesizer.addDockerImageAsset({ sourceHash: 'a', directoryName: 'x' }).imageUri)(stack),
  ],
])('does not report %s', (_, build) => {
  expect(problemsOf(rule, build, props)).toEqual([]);
});

test('does not report the registry of a stack whose account is known only at deployment', () => {
  const found = findingsOf(
    stackOf((stack) => ofRepository('Task')(new Stack(stack.node.root, 'Anywhere'))),
    props,
  );
  expect(found.filter((each) => each.rule === rule)).toEqual([]);
});

test('reads Docker Hub as docker.io, whatever it is called', () => {
  const images = ['nginx', 'docker.io/library/nginx', 'registry-1.docker.io/library/nginx', 'index.docker.io/nginx'];
  expect(findingsOfRule(rule, task(...images), { allowedImageRegistries: ['docker.io'] })).toEqual([]);
});

test('reports nothing if every registry is allowed', () => {
  expect(findingsOfRule(rule, task('nginx'))).toEqual([]);
});

test('an allowed registry must be a host', () => {
  const stack = new Stack();
  expect(() => new EcrChecks(stack, { allowedImageRegistries: ['public.ecr.aws/nginx'] })).toThrow(
    'allowedImageRegistries[0] is "public.ecr.aws/nginx" but must be the host of a registry; ' +
      'write the part of the image before the first "/", such as "public.ecr.aws"',
  );
});
