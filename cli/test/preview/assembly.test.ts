import { App, Duration, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import type { Construct } from 'constructs';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../../src/lifecycle/tag-selection';
import { Registry } from '../../../src/registry/registry';
import { PrivateRepository } from '../../../src/repository/private-repository';
import { PublicRepository } from '../../../src/repository/public-repository';
import { StackSetStack, stackSetOf } from '../../../test/templates/stack-set';
import { AT, image, Workspace } from '../support';

const env = { account: '111122223333', region: 'eu-west-1' };
const untagged = LifecyclePolicy.of(LifecycleRule.expireUntagged(Duration.days(1)));
const builds = LifecyclePolicy.of(LifecycleRule.keepNewest(1, { tags: TagSelection.prefix('ci-') }));

let files: Workspace;
let app: App;
beforeEach(() => {
  files = new Workspace();
  app = new App({ outdir: `${files.folder}/cdk.out`, analyticsReporting: false });
});
afterEach(() => files.remove());

function stack(scope: Construct = app, id = 'Images', region = env.region): Stack {
  return new Stack(scope, id, { env: { ...env, region } });
}

function repository(scope: Construct, repositoryName?: string, lifecycle = untagged): PrivateRepository {
  return new PrivateRepository(scope, 'Api', { repositoryName, lifecycle });
}

/** Two untagged images and three builds in each repository. */
function imagesOf(...repositoryNames: string[]): string {
  const details = [image(1), image(2), image(3, 'ci-1'), image(4, 'ci-2'), image(5, 'ci-3')];
  return files.write(
    'images.json',
    repositoryNames.map((repositoryName) => ({ imageDetails: details.map((each) => ({ ...each, repositoryName })) })),
  );
}

/** Previews with the assembly, and gives of each repository how many images go, and by what. */
async function preview(...args: string[]): Promise<Record<string, [number, string]>> {
  app.synth();
  const { status, stdout, stderr } = await files.run(['preview', '-a', '$/cdk.out', '--at', AT, '--json', ...args]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return Object.fromEntries(
    JSON.parse(stdout).repositories.map(
      (each: { repositoryName: string; previewResults: unknown[]; policySource: string }) => [
        each.repositoryName,
        [each.previewResults.length, each.policySource],
      ],
    ),
  );
}

async function errorOf(...args: string[]): Promise<string> {
  app.synth();
  const { status, stdout, stderr } = await files.run(['preview', '-a', '$/cdk.out', '--at', AT, ...args]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  return stderr;
}

/** Without the hash of a logical id, which is the library's matter. */
const ID = expect.stringMatching(/^Images\.Api[0-9A-F]{8}$/);

describe('the policies that cdk-ecr preview reads from an app', () => {
  test('are those of its repositories, all or some', async () => {
    const images = stack();
    repository(images, 'team/api');
    new ecr.Repository(images, 'Web', {
      repositoryName: 'team/web',
      lifecycleRules: [{ tagStatus: ecr.TagStatus.TAGGED, tagPrefixList: ['ci-'], maxImageCount: 1 }],
    });
    new ecr.CfnRepository(images, 'Bare', { repositoryName: 'team/bare' });
    const file = imagesOf('team/api', 'team/web', 'team/bare');
    expect(await preview(file)).toEqual({
      'team/api': [2, ID],
      'team/web': [2, expect.stringMatching(/^Images\.Web/)],
      'team/bare': [0, 'Images.Bare'],
    });
    expect(Object.keys(await preview(file, '-r', 'team/web'))).toEqual(['team/web']);
    const { stdout } = await files.run(['preview', file, '-a', '$/cdk.out', '-r', 'team/bare', '--at', AT]);
    expect(stdout).toContain('by Images.Bare, which has no lifecycle policy, at 2026-02-01T00:00:00.000Z');
  });

  test('are found in nested stacks and in stages', async () => {
    repository(new NestedStack(new NestedStack(stack(), 'Outer'), 'Inner'), 'nested/api');
    repository(stack(new Stage(app, 'Prod')), 'staged/api', builds);
    expect(await preview(imagesOf('nested/api', 'staged/api'))).toEqual({
      'nested/api': [2, ID],
      'staged/api': [2, expect.stringMatching(/^Prod\/Images\.Api/)],
    });
    expect(Object.keys(await preview(imagesOf('staged/api'), '--stack', 'Prod-Images'))).toEqual(['staged/api']);
    expect(Object.keys(await preview(imagesOf('nested/api'), '--stack', 'Images'))).toEqual(['nested/api']);
  });

  test('are found in stack sets', async () => {
    const images = stack();
    const instances = new StackSetStack(images, 'Instances');
    repository(instances, 'everywhere/api');
    stackSetOf(images, 'Set', instances);
    expect(await preview(imagesOf('everywhere/api'), '--stack', 'Images')).toEqual({ 'everywhere/api': [2, ID] });
  });

  test('are named by the paths of constructs where templates have them', async () => {
    app = new App({ outdir: `${files.folder}/cdk.out`, context: { 'aws:cdk:enable-path-metadata': true } });
    repository(stack(), 'team/api');
    expect(await preview(imagesOf('team/api'))).toEqual({ 'team/api': [2, 'Images/Api'] });
  });

  test('include that of a repository whose name only the deployment knows', async () => {
    repository(stack());
    app.synth();
    const known = await files.run(['preview', imagesOf('images-api-1x2y3z'), '-a', '$/cdk.out']);
    const [, id] = /which has (Images\.Api\w+);/.exec(known.stderr)!;
    expect(await preview(imagesOf('images-api-1x2y3z'), '-r', id)).toEqual({ [id]: [2, id] });
  });

  test('include those of creation templates; the longest prefix counts', async () => {
    const images = stack();
    const registry = new Registry(images, 'Registry');
    registry.addCreateOnPush('Teams', { prefix: 'team/', settings: { lifecycle: untagged } });
    registry.addCreateOnPush('Builds', { prefix: 'team/builds/', settings: { lifecycle: builds } });
    repository(images, 'team/own', LifecyclePolicy.none());
    const results = await preview(imagesOf('team/own', 'team/a', 'team/builds/a', 'teams/a'));
    expect(results).toEqual({
      'team/own': [0, ID],
      'team/a': [2, expect.stringMatching(/^creation template team\/ of Images\.EcrCreationTemplateTeam/)],
      'team/builds/a': [2, expect.stringMatching(/^creation template team\/builds\/ of Images\./)],
    });
    expect(Object.keys(await preview(imagesOf('team/a'), '-r', 'team/a'))).toEqual(['team/a']);
  });

  test('include that of the template ROOT, which all other repositories have', async () => {
    const registry = new Registry(stack(), 'Registry');
    registry.addCreateOnPush('All', { prefix: 'ROOT', settings: { lifecycle: untagged } });
    expect(await preview(imagesOf('any'))).toEqual({
      any: [2, expect.stringMatching(/^creation template ROOT of Images\./)],
    });
  });

  test('leave out what is on one side only, and say so', async () => {
    const images = stack();
    repository(images, 'team/api');
    new PrivateRepository(images, 'Web', { repositoryName: 'team/web' });
    app.synth();
    const file = imagesOf('team/api', 'other/a', 'other/b', 'other/c', 'other/d');
    const { stdout } = await files.run(['preview', file, '-a', '$/cdk.out', '--at', AT]);
    expect(stdout).toContain('\nNot in the app, and left out: other/a, other/b, other/c and 1 more.\n');
    expect(stdout).toContain('\nWithout images, and left out: team/web.\n');
    const { stdout: json } = await files.run(['preview', file, '-a', '$/cdk.out', '--at', AT, '--json']);
    expect(JSON.parse(json)).toMatchObject({
      repositoriesWithoutPolicy: ['other/a', 'other/b', 'other/c', 'other/d'],
      repositoriesWithoutImages: ['team/web'],
    });
  });

  test('are one where several stacks declare the same', async () => {
    repository(stack(app, 'Dev'), 'team/api');
    repository(stack(app, 'Prod', 'us-east-1'), 'team/api');
    expect(await preview(imagesOf('team/api'))).toEqual({ 'team/api': [2, expect.stringMatching(/^Dev\./)] });
  });
});

describe('the app of cdk-ecr preview', () => {
  test('fails when two stacks declare a repository with different policies', async () => {
    repository(stack(app, 'Dev'), 'team/api');
    repository(stack(app, 'Prod', 'us-east-1'), 'team/api', builds);
    expect(await errorOf(imagesOf('team/api'))).toMatch(
      /^cdk-ecr: lifecycle policy of team\/api is "Dev\.Api\w+, Prod\.Api\w+" but must be the same wherever the app declares the repository; choose one stack by --stack\n$/,
    );
    expect(await preview(imagesOf('team/api'), '--stack', 'Prod')).toEqual({
      'team/api': [2, expect.stringMatching(/^Prod\./)],
    });
  });

  test('fails when it has no such repository', async () => {
    const images = stack();
    for (const name of ['a', 'b', 'c', 'd']) {
      new PrivateRepository(images, name, { repositoryName: `team/${name}` });
    }
    expect(await errorOf(imagesOf('team/x'), '-r', 'team/x')).toBe(
      'cdk-ecr: --repository is "team/x" but must be a repository of the app: team/a, team/b, team/c and 1 more; ' +
        'correct the name, or give the policy by --policy\n',
    );
    expect(await errorOf(imagesOf('team/x'))).toBe(
      'cdk-ecr: repositories of the images is "team/x" but must be in the app, which has team/a, team/b, team/c and 1 ' +
        'more; pass the images of one of these, or choose one by --repository\n',
    );
  });

  test('fails when it has no repository', async () => {
    new PublicRepository(stack(app, 'Public', 'us-east-1'), 'Api', { repositoryName: 'api' });
    expect(await errorOf(imagesOf('team/api'))).toBe(
      'cdk-ecr: --app is "$/cdk.out" but must have a repository or a creation template; name the app that declares ' +
        'them, or give the policy by --policy\n',
    );
    expect(await errorOf(imagesOf('team/api'), '--stack', 'Public')).toBe(
      'cdk-ecr: --stack is "Public" but must have a repository or a creation template; name the app that declares ' +
        'them, or give the policy by --policy\n',
    );
  });

  test('fails when it has no such stack', async () => {
    repository(stack(), 'team/api');
    expect(await errorOf(imagesOf('team/api'), '--stack', 'Imges')).toBe(
      'cdk-ecr: --stack is "Imges" but must be a stack of $/cdk.out: Images; correct it\n',
    );
  });

  test('fails when it is no synthesized app', async () => {
    repository(stack(), 'team/api');
    app.synth();
    expect((await files.run(['preview', imagesOf('team/api'), '-a', '$/none'])).stderr).toBe(
      'cdk-ecr: --app is "$/none" but must be the folder of a synthesized app, with a manifest.json; run cdk synth, ' +
        'or correct the path\n',
    );
    const nested = { artifacts: { Prod: { type: 'cdk:cloud-assembly', properties: { directoryName: 'prod' } } } };
    files.write('staged/manifest.json', nested);
    expect((await files.run(['preview', imagesOf('team/api'), '-a', '$/staged'])).stderr).toMatch(
      /^cdk-ecr: --app is "\$\/staged\/prod" but must be the folder of a synthesized app, with a manifest\.json;/,
    );
    files.write('broken/manifest.json', '[]');
    expect((await files.run(['preview', imagesOf('team/api'), '-a', '$/broken'])).stderr).toBe(
      'cdk-ecr: $/broken/manifest.json is [] but must be an object; synthesize the app again\n',
    );
  });

  test('fails when a policy has tokens, or the service would refuse it', async () => {
    const images = stack();
    const tokens = { lifecyclePolicyText: images.toJsonString({ rules: [images.stackId] }) };
    new ecr.CfnRepository(images, 'Tokens', { repositoryName: 'tokens', lifecyclePolicy: tokens });
    const refused = { lifecyclePolicyText: '{}' };
    new ecr.CfnRepository(images, 'Refused', { repositoryName: 'refused', lifecyclePolicy: refused });
    repository(images, 'team/api');
    const place = '$/cdk.out/Images.template.json Resources';
    expect(await errorOf(imagesOf('tokens'))).toBe(
      `cdk-ecr: ${place}.Tokens.Properties.LifecyclePolicy.LifecyclePolicyText is {"Fn::Join":["",["{\\"rules\\":[\\"",` +
        '{"Ref":"AWS::StackId"},"\\"]}"]]} but must be a literal text; give the repository a policy without tokens\n',
    );
    expect(await errorOf(imagesOf('refused'))).toMatch(
      /^cdk-ecr: \$\/cdk\.out\/Images\.template\.json Resources\.Refused\.Properties\.LifecyclePolicy\.LifecyclePolicyText: LifecyclePolicy\.fromJson: /,
    );
    // Mistakes elsewhere do not matter.
    expect(await preview(imagesOf('team/api'))).toEqual({ 'team/api': [2, ID] });
  });
});
