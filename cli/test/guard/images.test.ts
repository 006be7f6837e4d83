import { change } from './support';
import { describeTemplate } from '../../../src/templates/stack-description';
import { Gravity } from '../../src/guard/guarded-change';
import type { GuardedChange } from '../../src/guard/guarded-change';
import { imagesThatGo } from '../../src/guard/images/images-that-go';
import { StateSource } from '../../src/guard/inputs/guard-state';
import type { GuardState } from '../../src/guard/inputs/guard-state';
import { readSnapshots } from '../../src/snapshot/snapshot-directory';
import { writeRegistry } from '../registries';
import type { TestRepository } from '../registries';
import { image, Workspace } from '../support';

let files: Workspace;
let written = 0;
beforeEach(() => {
  files = new Workspace();
});
afterEach(() => files.remove());

const AT = new Date('2026-02-01T00:00:00Z');

function policy(type: 'expire' | 'transition', newest: number) {
  const selection = { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: newest };
  const archive = { type, targetStorageClass: 'archive' };
  return { rules: [{ rulePriority: 1, selection, action: type === 'expire' ? { type } : archive }] };
}

function repository(lifecycle?: unknown, name: string | undefined = 'team/api') {
  const LifecyclePolicy = lifecycle === undefined ? undefined : { LifecyclePolicyText: text(lifecycle) };
  return { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: name, LifecyclePolicy } };
}

function text(lifecycle: unknown): unknown {
  return typeof lifecycle === 'object' && lifecycle !== null && 'rules' in lifecycle
    ? JSON.stringify(lifecycle)
    : lifecycle;
}

function state(resources: Readonly<Record<string, object>>, source = StateSource.SNAPSHOT, place = {}): GuardState {
  const stack = describeTemplate({
    path: 'Images',
    stackName: 'Images',
    template: { Resources: resources } as never,
    ...place,
  });
  return { source, name: 'name', stacks: [stack], registries: [], unread: [] };
}

async function goes(
  before: GuardState,
  after: GuardState,
  repositories: Readonly<Record<string, TestRepository>>,
  changes: readonly GuardedChange[] = [],
) {
  const folder = writeRegistry(files, `registry-${(written += 1)}`, repositories).replace('$', files.folder);
  return imagesThatGo({ before, after }, changes, await readSnapshots(folder), AT);
}

const IMAGES = [image(1, 'v1'), image(2, 'v2'), image(3, 'v3')];
const deployed = (lifecyclePolicy?: object, images: TestRepository['images'] = IMAGES) =>
  ({ 'team/api': { lifecyclePolicy, images } }) as Record<string, TestRepository>;
const short = (changes: readonly GuardedChange[]) =>
  changes.map(({ gravity, kind, images }) => [gravity, kind, images]);

describe('A changed lifecycle policy', () => {
  test('loses the images that it deletes and the old one does not, each with its reason.', async () => {
    const { changes, unknown } = await goes(
      state({ Api: repository(policy('expire', 2)) }),
      state({ Api: repository(policy('expire', 1)) }),
      deployed(policy('expire', 2)),
    );
    expect(changes).toEqual([
      {
        gravity: Gravity.LOST,
        kind: 'lifecycle-expires',
        stack: 'Images',
        path: 'Images/Api',
        logicalId: 'Api',
        type: 'AWS::ECR::Repository',
        name: 'team/api',
        text: 'The new lifecycle policy deletes images that the old one does not.',
        details: [`sha256:${'02'.repeat(32)} (v2): rule 1 expires it: beyond the newest 1`],
        images: 1,
        safely: 'look at the images first: npx cdk-ecr-cli preview',
      },
    ]);
    expect(unknown).toEqual([]);
  });

  test('that takes nothing more, or is the same, is quiet.', async () => {
    const old = policy('expire', 2);
    for (const next of [policy('expire', 2), policy('expire', 3), policy('transition', 2), undefined]) {
      const result = await goes(state({ Api: repository(old) }), state({ Api: repository(next) }), deployed(old));
      expect(result.changes.filter(({ gravity }) => gravity === Gravity.LOST)).toEqual([]);
    }
  });

  test('of a repository that had none takes all that it deletes.', async () => {
    const after = state({ Api: repository(policy('expire', 1)) });
    const { changes } = await goes(state({ Api: repository() }), after, deployed());
    expect(short(changes)).toEqual([
      [Gravity.LOST, 'lifecycle-expires', 2],
      [Gravity.OTHER, 'lifecycle-expires-later', 1],
    ]);
  });

  test('of a repository that no stack has yet is compared with that of the registry.', async () => {
    const after = state({ Api: repository(policy('expire', 1)) });
    const { changes } = await goes(state({}), after, deployed(policy('expire', 2)));
    expect(short(changes)).toEqual([[Gravity.LOST, 'lifecycle-expires', 1]]);
    expect((await goes(state({}), after, deployed(policy('expire', 1)))).changes).toEqual([]);
  });

  test('is compared with that of the other app, if there is one.', async () => {
    const before = state({ Api: repository(policy('expire', 1)) }, StateSource.APP);
    const after = state({ Api: repository(policy('expire', 2)) });
    expect((await goes(before, after, deployed(policy('expire', 3)))).changes).toEqual([]);
  });

  test('that archives is no loss, unless an image is in use.', async () => {
    const after = state({ Api: repository(policy('transition', 1)) });
    const unused = await goes(state({ Api: repository() }), after, deployed());
    expect(short(unused.changes)).toEqual([[Gravity.OTHER, 'lifecycle-archives', 2]]);

    const images = [{ ...image(1, 'v1'), inUseCount: 2 }, ...IMAGES.slice(1)];
    const { changes } = await goes(state({ Api: repository() }), after, deployed(undefined, images));
    expect(short(changes)).toEqual([
      [Gravity.LOST, 'lifecycle-archives-in-use', 1],
      [Gravity.OTHER, 'lifecycle-archives', 1],
    ]);
    expect(changes[0].details).toEqual([expect.stringMatching(/\(v1\): .*; used by Amazon Inspector: 2 running$/)]);
  });

  test('that can delete images some day says so.', async () => {
    const selection = { tagStatus: 'any', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 400 };
    const later = { rules: [{ rulePriority: 1, selection, action: { type: 'expire' } }] };
    const { changes } = await goes(state({ Api: repository() }), state({ Api: repository(later) }), deployed());
    expect(short(changes)).toEqual([[Gravity.OTHER, 'lifecycle-expires-later', 3]]);
  });

  test('of a repository that CloudFormation names is found by its stack and logical id.', async () => {
    const resource = (lifecycle: object) => state({ Api: repository(lifecycle, { Ref: 'AWS::NoValue' } as never) });
    const owned = { ...deployed(policy('expire', 2))['team/api'], stack: { stackName: 'Images', logicalId: 'Api' } };
    const { changes } = await goes(resource(policy('expire', 2)), resource(policy('expire', 1)), {
      'images-api-x1': owned,
    });
    expect(changes.map(({ name, images }) => [name, images])).toEqual([['images-api-x1', 1]]);
  });

  test('of a stack in another region is none of this registry.', async () => {
    const place = { account: '111122223333', region: 'eu-west-1' };
    const after = state({ Api: repository(policy('expire', 1)) }, StateSource.SNAPSHOT, place);
    expect((await goes(state({}), after, deployed())).changes).toEqual([]);
  });

  test('that only the deployment knows is reported as unknown, and so are images that are not there.', async () => {
    const after = (lifecycle: unknown) => state({ Api: repository(lifecycle) });
    const parameter = await goes(state({}), after({ Ref: 'Policy' }), deployed());
    expect(parameter.unknown).toEqual(['The new lifecycle policy of team/api could not be read']);
    const missing = await goes(state({}), after(policy('expire', 1)), { 'team/api': {} });
    expect(missing.unknown).toEqual(['The snapshot does not have the images of team/api']);
  });

  test('with mistakes is refused with its place.', async () => {
    const after = state({ Api: repository({ rules: [] }) });
    await expect(goes(state({}), after, deployed())).rejects.toThrow(
      /^cdk-ecr: Images Resources\.Api\.Properties\.LifecyclePolicy\.LifecyclePolicyText: /,
    );
  });
});

test('A repository that is deleted tells how many images it has.', async () => {
  const lost = (values: object) =>
    change('Images/Api', { gravity: Gravity.LOST, kind: 'repository-deleted', ...values });
  const byName = lost({ name: 'team/api' });
  const byStack = lost({ logicalId: 'Web' });
  const repositories = {
    'team/api': { images: IMAGES },
    'images-web-x1': { images: [image(1)], stack: { stackName: 'Images', logicalId: 'Web' } },
    'team/other': { images: IMAGES },
  };
  const { changes } = await goes(state({}), state({}), repositories as never, [byName, byStack, change('Images/Old')]);
  expect(changes.map(({ images }) => images)).toEqual([3, 1, undefined]);
});

test('A custom resource that deletes images tells how many images its repository has.', async () => {
  const lost = change('Images/Api/AutoDeleteImagesCustomResource', {
    gravity: Gravity.LOST,
    kind: 'images-deleted',
    type: 'Custom::ECRAutoDeleteImages',
    name: 'team/api',
  });
  const { changes } = await goes(state({}), state({}), { 'team/api': { images: IMAGES } }, [lost]);
  expect(changes.map(({ images }) => images)).toEqual([3]);
});
