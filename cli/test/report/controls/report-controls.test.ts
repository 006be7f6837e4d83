import { writeRegistry } from '../../registries';
import { Workspace } from '../../support';
import { writeApp } from '../registries/support';
import type { TestStack } from '../registries/support';
import { partsOf } from '../report-parts';

const OPEN = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'ecr:BatchGetImage' }],
};
const ENVIRONMENT = 'aws://111122223333/eu-central-1';
const REASON = 'the images are open source';

let files: Workspace;
beforeEach(() => (files = new Workspace()));
afterEach(() => files.remove());

/** An app with a repository whose policy is open, and other stacks. */
function openApp(others: Readonly<Record<string, TestStack>> = {}): string {
  const Api = ['ECR::Repository', { RepositoryName: 'team/api', RepositoryPolicyText: OPEN }] as const;
  return writeApp(files, 'cdk.out', { Images: { environment: ENVIRONMENT, resources: { Api } }, ...others });
}

function evidence(content: object = {}): string {
  return files.write('evidence.json', { version: 2, severities: [], acknowledgements: [], resources: [], ...content });
}

function resource(rules: readonly object[] = [], controls: readonly object[] = []) {
  return {
    constructPath: 'Images/Api',
    logicalId: 'Api',
    type: 'AWS::ECR::Repository',
    stack: 'Images',
    controls,
    rules,
  };
}

const ON_APP = { id: 'cdk-ecr::openPolicy', at: 'App', reason: REASON, state: 'in use' };

async function controlsOf(inputs: readonly string[], options: { evidence?: string[]; ownerTag?: string } = {}) {
  return (await partsOf(files, inputs, options)).controls;
}

async function openFindings(inputs: readonly string[], options = {}) {
  const { rules, findings } = await controlsOf(inputs, options);
  return findings.filter(({ rule }) => rules[rule].id === 'openPolicy').map(({ rule: _rule, ...rest }) => rest);
}

describe('reportControls', () => {
  test('gives a finding the owner of its repository, by the tag that a snapshot has or else by the stack', async () => {
    const snapshot = writeRegistry(files, 'snapshot', { 'team/api': { tags: { team: 'blue' } } });
    const ownerTag = 'team';
    expect(await openFindings([openApp(), snapshot], { ownerTag })).toEqual([
      expect.objectContaining({ owner: 'blue' }),
    ]);
    expect(await openFindings([openApp()], { ownerTag })).toEqual([expect.objectContaining({ owner: 'Images' })]);
  });

  test('gives a finding on a setting of the registry its stack as the owner, as it has no tags', async () => {
    const Policy = ['ECR::RegistryPolicy', { PolicyText: OPEN }] as const;
    const app = writeApp(files, 'cdk.out', { Registry: { environment: ENVIRONMENT, resources: { Policy } } });
    const { findings } = await controlsOf([app], { ownerTag: 'team' });
    expect(new Set(findings.map(({ owner }) => owner))).toEqual(new Set(['Registry']));
  });

  test('has the findings with their rules, their owners and the places of their repositories', async () => {
    const { rules, findings, evidence: file, controls } = await controlsOf([openApp()]);
    const place = rules.findIndex(({ id }) => id === 'openPolicy');
    expect(rules[place]).toMatchObject({ severity: 'error', controls: ['HIPAA 164.312(a)(1)'] });
    expect(findings.filter(({ rule }) => rule === place)).toEqual([
      expect.objectContaining({ resource: 'Images/Api/Resource', owner: 'Images', repository: 0 }),
    ]);
    expect({ file, controls }).toEqual({ file: undefined, controls: [] });
  });

  test('takes the owner from a tag', async () => {
    const snapshot = writeRegistry(files, 'snapshot', { 'team/api': { policy: OPEN, tags: { team: 'blue' } } });
    expect(await openFindings([snapshot], { ownerTag: 'team' })).toEqual([expect.objectContaining({ owner: 'blue' })]);
  });

  test('says once what an app and a snapshot have of one repository', async () => {
    const snapshot = writeRegistry(files, 'snapshot', { 'team/api': { policy: OPEN }, 'team/web': { policy: OPEN } });
    expect(await openFindings([snapshot, openApp()])).toEqual([
      expect.objectContaining({ resource: 'Images/Api/Resource', repository: 0 }),
      expect.objectContaining({ repository: 1 }),
    ]);
  });

  test('counts an acknowledgement of the app, which only the evidence has, also for what is deployed', async () => {
    const snapshot = writeRegistry(files, 'snapshot', { 'team/api': { policy: OPEN } });
    const file = evidence({ acknowledgements: [ON_APP], resources: [resource()] });
    const options = { evidence: [file] };
    expect(await openFindings([openApp(), snapshot], options)).toEqual([]);
    const { acknowledgements } = await controlsOf([openApp()], options);
    expect(acknowledgements).toEqual([{ rule: 'openPolicy', at: 'App', reason: REASON, state: 'in use' }]);
  });

  test.each([
    ['that the checks do not accept', { ...ON_APP, state: 'not allowed' }, [resource()]],
    ['that has ended', { ...ON_APP, until: '2026-01-31' }, [resource()]],
    ['of another app', ON_APP, [{ ...resource(), stack: 'Other' }]],
  ])('does not count an acknowledgement %s', async (_what, acknowledgement, resources) => {
    const file = evidence({ acknowledgements: [acknowledgement], resources });
    expect(await openFindings([openApp()], { evidence: [file] })).toHaveLength(1);
  });

  test('has an acknowledgement that stands in the metadata of a resource', async () => {
    const rule = {
      ...{ rule: 'cdk-ecr::openPolicy', outcome: 'acknowledged', controls: [], findings: ['open'] },
      ...{ reason: REASON, acknowledgedAt: 'Images/Api' },
    };
    const file = evidence({ resources: [resource([rule])] });
    expect((await controlsOf([openApp()], { evidence: [file] })).acknowledgements).toEqual([
      { rule: 'openPolicy', at: 'Images/Api', reason: REASON, state: 'in use' },
    ]);
  });

  test('counts the resources with each outcome of a control', async () => {
    const control = (name: string, outcome: string) => ({ control: name, outcome, rules: [] });
    const file = evidence({
      resources: [
        resource([], [control('b', 'satisfied'), control('a', 'satisfied')]),
        resource([], [control('b', 'not satisfied')]),
        resource([], [control('b', 'satisfied')]),
      ],
    });
    const { controls, evidence: name } = await controlsOf([openApp()], { evidence: [file] });
    expect(controls).toEqual([
      { control: 'a', outcomes: { satisfied: 1 } },
      { control: 'b', outcomes: { satisfied: 2, 'not satisfied': 1 } },
    ]);
    expect(name).toBe(`${files.folder}/evidence.json`);
  });

  test('says how much only the deployment knows', async () => {
    const app = writeApp(files, 'cdk.out', {
      Images: {
        resources: { Api: ['ECR::Repository', { RepositoryPolicyText: { 'Fn::GetAtt': ['Other', 'Policy'] } }] },
      },
    });
    expect((await controlsOf([app])).unresolvedCount).toBeGreaterThan(0);
  });

  test.each([
    ['another version', { version: 1 }, 'version of $/evidence.json is 1 but must be 2'],
    ['no list', { resources: {} }, 'resources of $/evidence.json is {} but must be a list'],
    ['no object', { resources: [1] }, 'resources[0] of $/evidence.json is 1 but must be an object'],
    [
      'no text',
      { resources: [{ ...resource([], [{ control: 7 }]) }] },
      'resources[0].controls[0].control of $/evidence.json is 7 but must be a text',
    ],
  ])('refuses evidence with %s', async (_what, content, message) => {
    await expect(controlsOf([openApp()], { evidence: [evidence(content)] })).rejects.toThrow(
      message.replace('$', files.folder),
    );
  });
});
