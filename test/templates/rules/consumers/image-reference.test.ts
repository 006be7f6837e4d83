import * as apprunner from 'aws-cdk-lib/aws-apprunner';
import * as batch from 'aws-cdk-lib/aws-batch';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { imageFunction, project, task } from './consumers';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import type { Build } from '../../../checks/support';
import { ACCOUNT, problemsOf, REGION, testRuleTable, textsOf } from '../../../checks/support';

const rule = EcrRule.IMAGE_REFERENCE;
const HOST = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;
const DIGEST = `sha256:${'0'.repeat(64)}`;

testRuleTable({
  rule,
  l1: task(`https://${HOST}/team/api:v1`),
  l2: (stack) => {
    const image = ecs.ContainerImage.fromRegistry(`${ACCOUNT}.ecr.${REGION}.amazonaws.com/team/api:v1`);
    new ecs.FargateTaskDefinition(stack, 'Bad').addContainer('main', { image });
  },
  override: (stack) => {
    const containerDefinitions = [{ name: 'main', image: `${HOST}/team/api:v1` }];
    const definition = new ecs.CfnTaskDefinition(stack, 'Bad', { containerDefinitions });
    definition.addPropertyOverride('ContainerDefinitions.0.Image', `${HOST}/team/Api:v1`);
  },
  passes: task(`${HOST}/team/api:v1`, `${HOST}/team/api:v1@${DIGEST}`, `${HOST}:443/team/api`),
});

const service: Build = (stack) => {
  const imageRepository = { imageIdentifier: `http://${HOST}/team/api:v1`, imageRepositoryType: 'ECR' };
  const authenticationConfiguration = { accessRoleArn: `arn:aws:iam::${ACCOUNT}:role/pull` };
  new apprunner.CfnService(stack, 'Bad', { sourceConfiguration: { imageRepository, authenticationConfiguration } });
};
const job: Build = (stack) => {
  new batch.CfnJobDefinition(stack, 'Bad', { type: 'container', containerProperties: { image: `${HOST}/a:b:c` } });
};

test('names each part of a reference that no client accepts', () => {
  const builds = [
    task(
      `${ACCOUNT}.ecr.${REGION}.amazonaws.com/team/api:v1`,
      `11112222333.dkr.ecr.${REGION}.amazonaws.com/team/api:v1`,
      `${ACCOUNT}.dkr.ecr.amazonaws.com/team/api:v1`,
      `${ACCOUNT}.dkr.ecr.${REGION}.on.aws/team/api:v1`,
      `${ACCOUNT}.dkr.ecr.cn-north-1.amazonaws.com/team/api:v1`,
      `${ACCOUNT}.dkr-ecr.cn-north-1.on.aws/team/api:v1`,
      `${HOST}/team/api@sha256:abc`,
      `${HOST}/team/api:${DIGEST}`,
      `${HOST}/team/api:v1+build`,
      `${HOST}:v1`,
      `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/team/api`,
    ),
    imageFunction(`https://public.ecr.aws/lambda/nodejs:22`),
    project(`${HOST}/Tools:v1`),
    service,
    job,
  ];
  expect(builds.flatMap((build) => problemsOf(rule, build)).join('\n')).toMatchInlineSnapshot(`
    "Properties/ContainerDefinitions/0/Image: the image is "111122223333.ecr.eu-west-1.amazonaws.com/team/api:v1" but must start with the host of a registry: <account>.dkr.ecr.<region>.<domain>
    Properties/ContainerDefinitions/1/Image: the image is "11112222333.dkr.ecr.eu-west-1.amazonaws.com/team/api:v1" but must start with an account id of 12 digits
    Properties/ContainerDefinitions/2/Image: the image is "111122223333.dkr.ecr.amazonaws.com/team/api:v1" but must start with the host of a registry: <account>.dkr.ecr.<region>.<domain>
    Properties/ContainerDefinitions/3/Image: the image is "111122223333.dkr.ecr.eu-west-1.on.aws/team/api:v1" but must have a host that ends in ".eu-west-1.amazonaws.com"
    Properties/ContainerDefinitions/4/Image: the image is "111122223333.dkr.ecr.cn-north-1.amazonaws.com/team/api:v1" but must have a host that ends in ".cn-north-1.amazonaws.com.cn"
    Properties/ContainerDefinitions/5/Image: the image is "111122223333.dkr-ecr.cn-north-1.on.aws/team/api:v1" but must have no dual-stack host in cn-north-1, where AWS documents none
    Properties/ContainerDefinitions/6/Image: the image is "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api@sha256:abc" but must have a digest of "sha256:" and 64 digits from 0 to f
    Properties/ContainerDefinitions/7/Image: the image is "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:sha256:0000000000000000000000000000000000000000000000000000000000000000" but must have "@" before a digest
    Properties/ContainerDefinitions/8/Image: the image is "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:v1+build" but must have a tag of 1 to 128 letters, digits and the signs . _ -
    Properties/ContainerDefinitions/9/Image: the image is "111122223333.dkr.ecr.eu-west-1.amazonaws.com:v1" but must name a repository after the host
    Properties/ContainerDefinitions/10/Image: the image is "arn:aws:ecr:eu-west-1:111122223333:repository/team/api" but must be the URI of an image, not an ARN
    Properties/Code/ImageUri: the image is "https://public.ecr.aws/lambda/nodejs:22" but must start with the host of a registry, without a scheme
    Properties/Environment/Image: the image is "111122223333.dkr.ecr.eu-west-1.amazonaws.com/Tools:v1" but must have the name of a repository: lower-case letters and digits, separated by ".", "_", "__", dashes or "/"
    Properties/SourceConfiguration/ImageRepository/ImageIdentifier: the image is "http://111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:v1" but must start with the host of a registry, without a scheme
    Properties/ContainerProperties/Image: the image is "111122223333.dkr.ecr.eu-west-1.amazonaws.com/a:b:c" but must have the name of a repository: lower-case letters and digits, separated by ".", "_", "__", dashes or "/"
    Properties/ContainerProperties/Image: the image is "111122223333.dkr.ecr.eu-west-1.amazonaws.com/a:b:c" but must have a tag of 1 to 128 letters, digits and the signs . _ -"
  `);
});

test('reports the name or the ARN of a repository of the app where its URI is meant', () => {
  const of = (imageOf: (repository: ecr.CfnRepository) => string): Build => {
    return (stack) => task(imageOf(new ecr.CfnRepository(stack, 'Api')))(stack);
  };
  const texts = [
    of(({ ref }) => ref),
    of(({ ref }) => `${ref}:v1`),
    of(({ attrArn }) => `${attrArn}:v1`),
    of(({ attrArn }) => `${HOST}/${attrArn}:v1`),
    of(({ attrRepositoryUri }) => `${HOST}/${attrRepositoryUri}:v1`),
    of(({ attrRepositoryUri }) => `https://${attrRepositoryUri}:v1`),
  ].flatMap((build) => textsOf(rule, build));
  expect(texts.join('\n')).toMatchInlineSnapshot(`
    "the image starts with only the name of Stack/Api but must start with its URI
    the image starts with only the name of Stack/Api but must start with its URI
    the image starts with the ARN of Stack/Api but must start with its URI
    the image has the Arn of Stack/Api where only the name can be
    the image has the RepositoryUri of Stack/Api where only the name can be
    the image is "https://\${Api.RepositoryUri}:v1" but must start with the host of a registry, without a scheme"
  `);
  const sound = [of(({ attrRepositoryUri }) => `${attrRepositoryUri}:v1`), of(({ ref }) => `${HOST}/${ref}:v1`)];
  expect(sound.flatMap((build) => textsOf(rule, build))).toEqual([]);
});

test('reports names below the prefix of a cache that the upstream registry cannot have', () => {
  const cached = (prefix: string, upstreamRegistryUrl: string, name: string, upstreamRepositoryPrefix?: string) =>
    textsOf(rule, (stack) => {
      const ecrRepositoryPrefix = prefix;
      new ecr.CfnPullThroughCacheRule(stack, 'Cache', {
        ecrRepositoryPrefix,
        upstreamRegistryUrl,
        upstreamRepositoryPrefix,
      });
      task(`${HOST}/${prefix}/${name}`)(stack);
    });
  const texts = [
    cached('docker-hub', 'registry-1.docker.io', 'nginx:1.27'),
    cached('docker-hub', 'registry-1.docker.io', 'docker.io/library/nginx:1.27'),
    cached('quay', 'quay.io', 'etcd:v3'),
  ].flat();
  expect(texts.join('\n')).toMatchInlineSnapshot(`
    "the part after docker-hub/, the prefix of Stack/Cache, is "nginx" but must start with "library/", the namespace of official images of docker-hub
    the part after docker-hub/, the prefix of Stack/Cache, is "docker.io/library/nginx" but must be the name in the upstream registry, without the host
    the part after quay/, the prefix of Stack/Cache, is "etcd" but must have a namespace, as all repositories of quay"
  `);
  const sound = [
    cached('docker-hub', 'registry-1.docker.io', 'library/nginx:1.27'),
    cached('docker-hub', 'registry-1.docker.io', 'grafana/grafana:11.0'),
    cached('official', 'registry-1.docker.io', 'nginx:1.27', 'library'),
    cached('k8s', 'registry.k8s.io', 'pause:3.10'),
  ].flat();
  expect(sound).toEqual([]);
});

test.each([
  'nginx:1.27',
  'docker.io/library/nginx@sha256:0',
  'registry.acme.com:5000/Team/api:v1',
  'public.ecr.aws/nginx/nginx:1.27',
  'vpce-0a1b2c.dkr.ecr.eu-west-1.vpce.amazonaws.com/team/api:v1',
  `${ACCOUNT}.dkr-ecr.${REGION}.on.aws/team/api:v1`,
  `${ACCOUNT}.dkr.ecr-fips.us-east-1.amazonaws.com/team/api:v1`,
  `${ACCOUNT}.dkr.ecr.cn-north-1.amazonaws.com.cn/team/api:v1`,
  '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/team/api:v1',
])('does not report %s', (image) => {
  const build: Build = (stack) => {
    const definition = new ecs.CfnTaskDefinition(stack, 'Bad', {
      containerDefinitions: [{ name: 'main', image: 'x' }],
    });
    definition.addPropertyOverride('ContainerDefinitions.0.Image', { 'Fn::Sub': image });
  };
  expect(problemsOf(rule, build)).toEqual([]);
  expect(problemsOf(EcrRule.UNKNOWN_NAME, build)).toEqual([]);
});

test('reports regions and FIPS hosts that the library does not know as unknown names', () => {
  const image = task(
    `${ACCOUNT}.dkr.ecr.eu-wset-1.amazonaws.com/team/api:v1`,
    `${ACCOUNT}.dkr.ecr-fips.eu-west-1.amazonaws.com/team/api:v1`,
  );
  expect(textsOf(EcrRule.UNKNOWN_NAME, image).join('\n')).toMatchInlineSnapshot(`
    "a part of the image is "eu-wset-1", which is no region that the library knows; the nearest is "eu-west-1"
    a part of the image is "111122223333.dkr.ecr-fips.eu-west-1.amazonaws.com", which is a FIPS host, of which AWS lists none in eu-west-1"
  `);
});
