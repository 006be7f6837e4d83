import type { CfnElement } from 'aws-cdk-lib';
import { App, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import type { Construct } from 'constructs';
import { checkJson, short } from './support';
import { EcrChecks } from '../../../src/checks/ecr-checks';
import { EcrRule } from '../../../src/ecr/ecr-rule';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../../src/lifecycle/tag-selection';
import { Registry } from '../../../src/registry/registry';
import { PrivateRepository } from '../../../src/repository/private-repository';
import { RepositoryEncryption } from '../../../src/repository/repository-encryption';
import { StackSetStack, stackSetOf } from '../../../test/templates/stack-set';
import { Workspace } from '../support';

const env = { account: '111122223333', region: 'eu-west-1' };

let files: Workspace;
let app: App;
beforeEach(() => {
  files = new Workspace();
  app = new App({ outdir: `${files.folder}/cdk.out`, analyticsReporting: false });
});
afterEach(() => files.remove());

function stack(scope: Construct = app, id = 'Images'): Stack {
  return new Stack(scope, id, { env });
}

/** The findings of the plugin, in the order of the command. */
function ofPlugin(reportUnresolved = false): string[] {
  const { violations } = new EcrChecks(app, { protect: ['v*'], reportUnresolved }).validateScope(app);
  return violations
    .flatMap(({ ruleName, severity, description, fix, violatingResources, ruleMetadata }) =>
      violatingResources.map(({ constructPath, resourceLogicalId, templatePath, locations }) =>
        [
          ...[ruleName, severity, description, fix, constructPath, resourceLogicalId || undefined, ...locations],
          ...[templatePath?.replace(files.folder, '$'), ruleMetadata?.controls ?? ''],
        ].join('\n'),
      ),
    )
    .sort();
}

async function ofCommand(): Promise<string[]> {
  const { findings } = await checkJson(files, '$/cdk.out', '--config', files.write('config.json', { protect: ['v*'] }));
  return findings
    .map(({ rule, severity, text, explanation, remedy, resource, logicalId, at, file, controls }) =>
      [rule, severity, `${text}. ${explanation}`, remedy, resource, logicalId, at, file, controls.join(', ')].join(
        '\n',
      ),
    )
    .sort();
}

describe('cdk-ecr check finds in a synthesized app what EcrChecks finds', () => {
  test.each<[string, () => void]>([
    [
      'of L1 and L2 constructs',
      () => {
        new ecr.Repository(stack(), 'Api');
        new ecr.CfnPublicRepository(stack(app, 'Public'), 'Docs');
      },
    ],
    [
      'of this library',
      () => {
        const lifecycle = LifecyclePolicy.of(LifecycleRule.keepNewest(5, { tags: TagSelection.any() }));
        const images = stack();
        new Registry(images, 'Registry');
        new PrivateRepository(images, 'Api', { lifecycle, encryption: RepositoryEncryption.aes256() });
      },
    ],
    ['in a nested stack', () => void new ecr.Repository(new NestedStack(stack(), 'Nested'), 'Api')],
    ['in a stage', () => void new ecr.Repository(stack(new Stage(app, 'Prod')), 'Api')],
    [
      'in a nested stack of a stage',
      () => {
        new ecr.Repository(new NestedStack(stack(new Stage(app, 'Prod')), 'Nested'), 'Api');
      },
    ],
    [
      'in two stacks of one registry',
      () => {
        new ecr.CfnRegistryPolicy(stack(app, 'One'), 'Policy', { policyText: {} });
        new ecr.CfnRegistryPolicy(stack(app, 'Two'), 'Policy', { policyText: {} });
      },
    ],
  ])('%s', async (_, build) => {
    build();
    const expected = ofPlugin();
    expect(expected.length).toBeGreaterThan(1);
    expect(await ofCommand()).toEqual(expected);
  });

  test('in a stack set, whose path only the constructs tell', async () => {
    const target = new StackSetStack(app, 'Target');
    new ecr.Repository(target, 'Api');
    stackSetOf(stack(), 'Everywhere', target);
    const expected = ofPlugin();
    const { logicalId } = target.node.findChild('Api').node.defaultChild as CfnElement;
    const found = await ofCommand();
    expect(found).toHaveLength(4);
    const paths = { command: `Images/Everywhere/${target.resolve(logicalId)}`, plugin: 'Target/Api/Resource' };
    expect(found.map((each) => each.replace(paths.command, paths.plugin))).toEqual(expected);
  });

  test('without acknowledgements of constructs, also with an end', async () => {
    const images = stack();
    const api = new ecr.Repository(images, 'Api');
    new ecr.Repository(new NestedStack(images, 'Nested'), 'Web');
    Validations.of(images).acknowledge({ id: 'cdk-ecr::customerKey', reason: 'keys of S3 suffice here' });
    EcrChecks.acknowledge(api, { rule: EcrRule.TAG_IMMUTABILITY, reason: 'until the move', until: '2999-12-31' });
    EcrChecks.acknowledge(api, { rule: EcrRule.LIFECYCLE_POLICY, reason: 'until the move', until: '2020-12-31' });
    expect(await ofCommandAfter()).toEqual(ofPlugin());
    const { acknowledged, findings } = await checkJson(files, '$/cdk.out');
    expect(
      acknowledged.map(({ rule, resource, reason, acknowledgedAt, until }) => [
        rule,
        resource,
        reason,
        acknowledgedAt,
        until,
      ]),
    ).toEqual([
      ['cdk-ecr::tagImmutability', 'Images/Api/Resource', 'until the move', 'Images/Api', '2999-12-31'],
      ['cdk-ecr::customerKey', 'Images/Api/Resource', 'keys of S3 suffice here', 'Images', undefined],
      ['cdk-ecr::customerKey', 'Images/Nested/Web/Resource', 'keys of S3 suffice here', 'Images', undefined],
    ]);
    expect(short(findings)).toContain('Images/Api acknowledgement');
  });

  async function ofCommandAfter() {
    app.synth();
    return ofCommand();
  }
});

test('Each finding has the line of its resource.', async () => {
  const images = stack();
  new ecr.Repository(images, 'Api');
  new ecr.Repository(images, 'Web');
  app.synth();
  const { findings } = await checkJson(files, '$/cdk.out');
  const { Resources } = app.synth().getStackByName('Images').template;
  const [api, web] = Object.keys(Resources);
  const text = JSON.stringify(app.synth().getStackByName('Images').template, undefined, 1).split('\n');
  const lineOf = (id: string) => text.findIndex((line) => line.startsWith(`  "${id}"`)) + 1;
  const lines = new Set(findings.map(({ logicalId, line }) => `${logicalId} ${line}`));
  expect(lines).toEqual(new Set([`${api} ${lineOf(api)}`, `${web} ${lineOf(web)}`]));
});

test('A nested stack whose template is elsewhere is said to be unread.', async () => {
  const template = {
    Resources: {
      Child: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/a.json' } },
    },
  };
  files.write('t.json', template);
  const { inputs } = await checkJson(files, '$/t.json');
  expect(inputs).toEqual([
    {
      input: '$/t.json',
      kind: 'template',
      resources: 0,
      unread: ['the template of AWS::CloudFormation::Stack Child of t'],
    },
  ]);
});
