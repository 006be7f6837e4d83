import { App, Aws, Fn, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { overridden } from './build';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { ACCOUNT, findingsOf, findingsOfRule, testRuleTable } from '../../../checks/support';

const rule = EcrRule.REPOSITORY_NAME;

testRuleTable({
  rule,
  l1: (stack) => new ecr.CfnRepository(stack, 'Bad', { repositoryName: 'Team/Api' }),
  l2: 'the L2 refuses names that the service refuses, and a few more',
  override: (stack) => overridden(stack, { RepositoryName: 'team/' }),
  passes: (stack) => {
    new PrivateRepository(stack, 'Good', { repositoryName: 'team/a--b__c' });
    new PrivateRepository(stack, 'Generated');
    overridden(stack, { RepositoryName: 42 });
  },
});

function textsIn(region: string, name: unknown, isPublic = false): string[] {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region } });
  const resource = isPublic ? new ecr.CfnPublicRepository(stack, 'Bad') : new ecr.CfnRepository(stack, 'Bad');
  resource.addPropertyOverride('RepositoryName', name);
  const found = findingsOf(stack).filter((each) => each.rule === rule);
  return found.map(({ text, fix }) => `${text.replace(/\. .*$/, '')}; ${fix}`);
}

test('reports a name that the schema of the region refuses, and what it accepts', () => {
  expect([
    ...textsIn('eu-west-1', 'Team/Api'),
    ...textsIn('cn-north-1', 'team--api'),
    ...textsIn('us-east-1', 'team__api', true),
    ...textsIn('eu-west-1', ['team']),
  ]).toMatchInlineSnapshot(`
       [
         "RepositoryName is "Team/Api" but must be 2 to 256 lower-case letters and digits, separated by ".", "_", "__", dashes or "/"; start and end every part with a letter or digit and use lower case",
         "RepositoryName is "team--api" but must have single separators only in cn-north-1, whose schema is the older one; replace each run of separators by one",
         "RepositoryName is "team__api" but must be 2 to 205 lower-case letters and digits, separated by a single ".", "_", "-" or "/"; start and end every part with a letter or digit and replace each run of separators by one",
         "RepositoryName is ["team"] but must be 2 to 256 lower-case letters and digits, separated by ".", "_", "__", dashes or "/"; start and end every part with a letter or digit and use lower case",
       ]
    `);
});

test('reports a public name of more than 205 characters', () => {
  expect(textsIn('us-east-1', 'x'.repeat(205), true)).toEqual([]);
  expect(textsIn('us-east-1', 'x'.repeat(206), true)).toHaveLength(1);
  expect(textsIn('us-east-1', 'x'.repeat(206))).toEqual([]);
});

test.each(['Team-', 'team//', '-team-'])('reports what no value known only at deployment can mend: %s', (start) => {
  expect(textsIn('eu-west-1', `${start}${Aws.PARTITION}`)).toEqual([
    expect.stringContaining(`RepositoryName is "${start}\${AWS::Partition}" but must be 2 to 256 lower-case letters`),
  ]);
});

test.each(['', 'team/', 'team-', 'a.b_'])('does not report a name known only at deployment, after %j', (start) => {
  expect(textsIn('eu-west-1', `${start}${Aws.PARTITION}`)).toEqual([]);
  expect(textsIn('eu-west-1', `${start}${Aws.PARTITION}/${'x'.repeat(240)}`)).toEqual([]);
});

describe('a repository name that is taken', () => {
  function problems(second: { account?: string; region?: string }, first = second): string[] {
    const app = new App();
    for (const [id, env] of Object.entries({ One: first, Two: second })) {
      new ecr.CfnRepository(new Stack(app, id, { env }), 'Api', { repositoryName: 'team/api' });
    }
    return findingsOf(Stack.of(app.node.findChild('Two')), {})
      .filter((each) => each.rule === rule)
      .map(({ path, text }) => `${path}: ${text}`);
  }

  test('is reported at the second repository', () => {
    expect(problems({ account: ACCOUNT, region: 'eu-west-1' })).toMatchInlineSnapshot(`
      [
        "Two/Api: One/Api has the name team/api as well, in the same account and region. A name that Amazon ECR refuses, or that another repository has, makes the deployment fail",
      ]
    `);
  });

  test('is not reported in another region', () => {
    expect(problems({ account: ACCOUNT, region: 'eu-west-1' }, { account: ACCOUNT, region: 'us-east-1' })).toEqual([]);
  });

  test('is not reported where the environments are not known', () => {
    expect(problems({})).toEqual([]);
  });
});

test('a name that starts with the host of a registry is reported as an unknown name', () => {
  const found = findingsOfRule(EcrRule.UNKNOWN_NAME, (stack) => {
    new ecr.CfnRepository(stack, 'Bad', {
      repositoryName: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api',
    });
  });
  expect(found.map(({ text, fix }) => `${text.replace(/\. .*$/, '')}; ${fix}`)).toMatchInlineSnapshot(`
    [
      "RepositoryName is "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api", which starts with the host of a registry; write "team/api", or acknowledge that it is right",
    ]
  `);
});

test('reads the name of the stack in a name', () => {
  const named = (stack: Stack) =>
    new ecr.CfnRepository(stack, 'Bad', { repositoryName: Fn.sub('${AWS::StackName}-App') });
  expect(findingsOfRule(rule, named)).toHaveLength(1);
  expect(findingsOfRule(rule, named)[0].text).not.toContain('AWS::StackName');
});

test('reports a name with the id of the stack, but not one with a part of it', () => {
  const named = (name: string) => textsIn('eu-west-1', name);
  expect(named(`api-${Aws.STACK_ID}`)).toEqual([
    expect.stringContaining('RepositoryName is "api-${AWS::StackId}" but must be 2 to 256 lower-case letters'),
  ]);
  expect(named(`api-${Fn.select(2, Fn.split('/', Aws.STACK_ID))}`)).toEqual([]);
});

test('reads an encoded name', () => {
  expect(textsIn('eu-west-1', Fn.base64('api'))).toEqual([expect.stringContaining('RepositoryName is "YXBp"')]);
  expect(textsIn('eu-west-1', Fn.base64(Aws.STACK_ID))).toEqual([]);
});
