import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { basename, dirname, join } from 'path';
import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import { findingsOf, REGION, stackOf } from './support';
import { ControlFramework, controlText } from '../../src/ecr/controls/control';
import type { ControlMapEntry } from '../../src/ecr/controls/control';
import { CONTROL_MAP } from '../../src/ecr/controls/control-map';
import { EcrRule } from '../../src/ecr/ecr-rule';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { ImageTagMutability } from '../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../src/repository/private-repository';
import { PublicRepository } from '../../src/repository/public-repository';
import { RepositoryEncryption } from '../../src/repository/repository-encryption';
import { ControlTower } from '../judges/control-tower';

// The control map tells what satisfies a control and what fails it. It is compared with the rules and relations of AWS.

const METADATA = join(
  dirname(require.resolve('@cdklabs/cdk-validator-cfnguard/package.json')),
  'rules/control-tower/metadata',
);

/** The description of a control of Control Tower by AWS. */
interface ControlMetadata {
  readonly Id: string;
  readonly ConfigRuleIdentifier?: string;
  readonly ComplianceFrameworkMappings: { readonly ComplianceFramework: string; readonly Ids: string[] }[];
  readonly Relationships?: { readonly ControlId: string }[];
}

const published: ControlMetadata[] = readdirSync(METADATA, { recursive: true, encoding: 'utf8' })
  .filter((file) => /ct-(ecr|kms)-pr-\d+\.metadata\.json$/.test(basename(file)))
  .map((file) => JSON.parse(readFileSync(join(METADATA, file), 'utf8')));

function ids(entry: ControlMapEntry, framework: ControlFramework): string[] {
  return [...entry.controls, ...entry.stricterControls]
    .filter((control) => control.framework === framework)
    .map(({ id }) => id);
}

function entryOf(rule: EcrRule): ControlMapEntry {
  return CONTROL_MAP.find(({ rules }) => rules.includes(rule))!;
}

describe('the control map agrees with what AWS publishes about Control Tower:', () => {
  const entries = CONTROL_MAP.filter((entry) => ids(entry, ControlFramework.CONTROL_TOWER).length > 0);

  test('it has the controls about repositories, and only controls that AWS publishes', () => {
    const mapped = entries.flatMap((entry) => ids(entry, ControlFramework.CONTROL_TOWER));
    expect(mapped).toEqual(expect.arrayContaining(['CT.ECR.PR.1', 'CT.ECR.PR.2', 'CT.ECR.PR.3']));
    expect(published.map(({ Id }) => Id)).toEqual(expect.arrayContaining(mapped));
  });

  test.each(entries.map((entry) => [entry.requirement, entry] as const))(
    'it names the controls of NIST and Security Hub that AWS relates to the requirement "%s"',
    (_, entry) => {
      for (const id of ids(entry, ControlFramework.CONTROL_TOWER)) {
        const { ComplianceFrameworkMappings: frameworks, Relationships: relations = [] } = published.find(
          (each) => each.Id === id,
        )!;
        const nist = frameworks.find(({ ComplianceFramework }) => ComplianceFramework === 'NIST 800-53 Rev 5');
        if (entry.controls.length === 0) continue;
        expect(ids(entry, ControlFramework.NIST_800_53_R5)).toEqual(expect.arrayContaining(nist?.Ids ?? []));
        const hub = relations.map(({ ControlId }) => ControlId.replace(/^SH\./, ''));
        expect(ids(entry, ControlFramework.SECURITY_HUB)).toEqual(expect.arrayContaining(hub));
      }
    },
  );

  test.each(['CT.ECR.PR.1', 'CT.ECR.PR.2', 'CT.ECR.PR.3'])(
    'it names the rule of AWS Config that AWS relates to %s',
    (id) => {
      const entry = entries.find((each) => ids(each, ControlFramework.CONTROL_TOWER).includes(id))!;
      const { ConfigRuleIdentifier: identifier } = published.find((each) => each.Id === id)!;
      expect(ids(entry, ControlFramework.AWS_CONFIG)).toEqual([identifier]);
    },
  );
});

describe('the controls of Control Tower agree with EcrChecks:', () => {
  const judge = new ControlTower();

  /** The controls that each stack fails, by AWS's own rule files. One run of the judge for all of them. */
  async function failedBy(stacks: Stack[]): Promise<string[][]> {
    const directory = mkdtempSync(join(tmpdir(), 'control-map-'));
    const templates = stacks.map((stack, index) => {
      const label = `${index}.template.json`;
      const file = join(directory, label);
      writeFileSync(file, JSON.stringify(Template.fromStack(stack).toJSON()));
      return { file, label, region: REGION };
    });
    const found = await judge.judge({ name: 'control-map', app: '', templates });
    return templates.map(({ label }) => [
      ...new Set(found.filter(({ template }) => template === label).map(({ rule }) => rule)),
    ]);
  }

  function l1(override?: [string, unknown]): (stack: Stack) => void {
    return (stack) => {
      const repository = new PrivateRepository(stack, 'Api').node.defaultChild as ecr.CfnRepository;
      if (override) repository.addPropertyOverride(...override);
    };
  }

  const FAILING: [EcrRule, string, (stack: Stack) => void][] = [
    [EcrRule.REPOSITORY_SCANNING, 'CT.ECR.PR.2', l1(['ImageScanningConfiguration.ScanOnPush', false])],
    [EcrRule.TAG_IMMUTABILITY, 'CT.ECR.PR.3', l1(['ImageTagMutability', 'MUTABLE'])],
    [
      EcrRule.TAG_EXCEPTIONS,
      'CT.ECR.PR.3',
      (stack) =>
        new PrivateRepository(stack, 'Api', {
          tagMutability: ImageTagMutability.immutable({ exceptTags: ['latest'] }),
        }),
    ],
    [EcrRule.LIFECYCLE_POLICY, 'CT.ECR.PR.1', l1(['LifecyclePolicy', undefined])],
    [
      EcrRule.KEY_ROTATION,
      'CT.KMS.PR.1',
      (stack) => {
        const encryption = RepositoryEncryption.customerManaged(new kms.Key(stack, 'Key'));
        new PrivateRepository(stack, 'Api', { encryption });
      },
    ],
  ];
  const stacks = FAILING.map(([, , build]) => stackOf(build));
  const sound = stackOf(l1());
  let failed: string[][];
  beforeAll(async () => {
    failed = await failedBy([...stacks, sound]);
  });

  test.each(FAILING.map(([rule, control], index) => [rule, control, index] as const))(
    'a repository with a finding of %s fails %s',
    (rule, control, index) => {
      expect(findingsOf(stacks[index]).map((found) => found.rule)).toContain(rule);
      expect(failed[index]).toContain(control);
      expect(ids(entryOf(rule), ControlFramework.CONTROL_TOWER)).toContain(control);
    },
  );

  test('a repository with the options that the map names fails no control and has no finding', () => {
    expect(findingsOf(sound)).toEqual([]);
    expect(failed[FAILING.length]).toEqual([]);
  });

  test('a repository that only a filter of the registry scans fails the stricter control and has no finding', async () => {
    const stack = stackOf((each) => {
      l1(['ImageScanningConfiguration.ScanOnPush', false])(each);
      const rules = [{ scanFrequency: 'SCAN_ON_PUSH', repositoryFilters: [{ filter: '*', filterType: 'WILDCARD' }] }];
      new ecr.CfnRegistryScanningConfiguration(each, 'Scanning', { scanType: 'BASIC', rules });
    });
    expect(findingsOf(stack)).toEqual([]);
    expect(await failedBy([stack])).toEqual([['CT.ECR.PR.2']]);
    expect(entryOf(EcrRule.REPOSITORY_SCANNING).stricterControls.map(controlText)).toContain(
      'Control Tower CT.ECR.PR.2',
    );
  });
});

test('each choice that fails a Security Hub control has a finding of one rule of that control', () => {
  const costly: [string, (stack: Stack) => void][] = [
    ['ECR.1', (stack) => new PrivateRepository(stack, 'Api', { scanOnPush: false })],
    ['ECR.2', (stack) => new PrivateRepository(stack, 'Api', { tagMutability: ImageTagMutability.mutable() })],
    ['ECR.3', (stack) => new PrivateRepository(stack, 'Api', { lifecycle: LifecyclePolicy.none() })],
    ['ECR.4', (stack) => new PublicRepository(stack, 'Api')],
    ['ECR.5', (stack) => new PrivateRepository(stack, 'Api', { encryption: RepositoryEncryption.aes256() })],
  ];
  for (const [id, build] of costly) {
    const stack = stackOf(build, id === 'ECR.4' ? 'us-east-1' : undefined);
    const rules = findingsOf(stack).map(({ rule }) => rule);
    const entry = CONTROL_MAP.find((each) => ids(each, ControlFramework.SECURITY_HUB).includes(id))!;
    expect(rules.filter((rule) => entry.rules.includes(rule as EcrRule))).toHaveLength(1);
  }
});
