import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { App, CfnResource } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { changesOf, kindsOf } from './support';
import { ENV } from '../../../../test/ecr/changes/deployment';
import type { Code } from '../../../../test/ecr/changes/deployment';

const { RETAIN, DESTROY } = RemovalPolicy;

interface Options {
  readonly id?: string;
  readonly repositoryName?: string;
  readonly policy?: RemovalPolicy;
  /** Whether the option is left out. */
  readonly isOff?: boolean;
  /** Properties of the custom resource that are added. */
  readonly more?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
}

const repository =
  ({ id = 'Api', repositoryName, policy = RETAIN, isOff, more = {}, tags = {} }: Options = {}) =>
  (stack: Stack) => {
    const it = new ecr.Repository(stack, id, { repositoryName, autoDeleteImages: !isOff, removalPolicy: DESTROY });
    it.applyRemovalPolicy(policy);
    const custom = it.node.tryFindChild('AutoDeleteImagesCustomResource')?.node.defaultChild as CfnResource | undefined;
    for (const [name, value] of Object.entries(more)) custom?.addPropertyOverride(name, value);
    const ownTags = Object.entries(tags).map(([key, value]) => ({ key, value }));
    const resource = it.node.defaultChild as ecr.CfnRepository;
    if (ownTags.length > 0) {
      resource.addPropertyOverride(
        'Tags',
        ownTags.map(({ key, value }) => ({ Key: key, Value: value })),
      );
    }
  };
const NAMED = { repositoryName: 'team/api' };
const ON = { 'aws-cdk:auto-delete-images': 'true' };

test.each<[string, Code, Code]>([
  ['leaves its stack and is retained', repository(NAMED), () => undefined],
  ['without a name leaves its stack', repository(), () => undefined],
  ['moves to another stack', repository(NAMED), (_, app) => repository(NAMED)(new Stack(app, 'Other', { env: ENV }))],
  ['has another construct id', repository(NAMED), repository({ ...NAMED, id: 'Web' })],
  ['has another name', repository(NAMED), repository({ repositoryName: 'team/web' })],
  ['gets a name, while CloudFormation named it before', repository(), repository(NAMED)],
  [
    'gets another name as the option is left out',
    repository(NAMED),
    repository({ repositoryName: 'team/web', isOff: true }),
  ],
  [
    'keeps the tag by hand as the option is left out',
    repository(NAMED),
    repository({ ...NAMED, isOff: true, tags: ON }),
  ],
  ['has a custom resource that changes', repository(NAMED), repository({ ...NAMED, more: { ServiceTimeout: '60' } })],
])('a repository with autoDeleteImages that %s loses its images', (_, before, after) => {
  expect(kindsOf(changesOf(before, after))).toContain('lost images-deleted');
});

test.each<[string, Code, Code, string[]]>([
  [
    'loses the option and the tag',
    repository(NAMED),
    repository({ ...NAMED, isOff: true }),
    ['other auto-delete-images-deleted', 'other repository-changed'],
  ],
  [
    'loses the option, with a name that CloudFormation gave',
    repository(),
    repository({ isOff: true, tags: { team: 'api' } }),
    ['other auto-delete-images-deleted', 'other repository-changed'],
  ],
  ['does not change', repository(NAMED), repository(NAMED), []],
  [
    'gets the option',
    repository({ ...NAMED, isOff: true }),
    repository(NAMED),
    ['revoked auto-delete-images-added', 'other repository-changed'],
  ],
  ['is new', () => undefined, repository(NAMED), []],
  [
    'leaves its stack after the tag was taken away',
    repository({ ...NAMED, tags: { 'aws-cdk:auto-delete-images': 'false' } }),
    () => undefined,
    ['other auto-delete-images-deleted', 'other repository-orphaned'],
  ],
])('a repository with autoDeleteImages that %s keeps its images', (_, before, after, expected) => {
  expect(kindsOf(changesOf(before, after))).toEqual(expected);
});

test('the loss names the repository, the tag and the safe way', () => {
  const [lost] = changesOf(repository(NAMED), () => undefined);
  expect(lost).toMatchObject({
    path: 'Stack/Api/AutoDeleteImagesCustomResource/Default',
    name: 'team/api',
    text:
      'The custom resource of autoDeleteImages leaves the template, while its repository may still have the tag. Its ' +
      'function deletes all images of the repository, also of a retained one, if it has the tag `aws-cdk:auto-delete-images`.',
    safely:
      'first leave out `autoDeleteImages` and deploy, while nothing else of the repository changes: this removes the tag',
  });
});

test('a stack that leaves the app is deployed still, and its deletion would lose the images', () => {
  const inOld = (isOff: boolean) => (_: Stack, app: App) =>
    repository({ ...NAMED, isOff })(new Stack(app, 'Old', { env: ENV }));
  const [left] = changesOf(inOld(false), () => undefined);
  expect(left.text).toBe(
    'The stack leaves the app. It stays deployed with 1 resource of Amazon ECR until it is deleted. Its deletion deletes ' +
      'all images of repositories with autoDeleteImages, also of retained ones.',
  );
  expect(changesOf(inOld(true), () => undefined)[0].text).not.toContain('images');
});
