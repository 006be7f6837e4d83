import { App, Aws, NestedStack, Stack, Tags } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { overridden, template } from './build';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import type { Build } from '../../../checks/support';
import { ACCOUNT, findingsOf, findingsOfRule, problemsOf, testRuleTable } from '../../../checks/support';

const rule = EcrRule.REPOSITORY_TAGS;
const props = { requiredTags: ['team', 'cost-center'] };
const tags = { team: 'a', 'cost-center': '1' };

testRuleTable({
  rule,
  props,
  l1: (stack) => new ecr.CfnRepository(stack, 'Bad', { tags: [{ key: 'team', value: 'a' }] }),
  l2: (stack) => new ecr.Repository(stack, 'Bad'),
  override: (stack) => overridden(stack, { Tags: [{ Key: 'Team', Value: 'a' }] }, { tags }),
  passes: (stack) => {
    new PrivateRepository(stack, 'Good', { tags });
    const l2 = new ecr.Repository(stack, 'L2');
    for (const [key, value] of Object.entries(tags)) Tags.of(l2).add(key, value);
  },
});

function textsOf(build: Build, required?: typeof props): string[] {
  return findingsOfRule(rule, build, required).map(({ text }) => text.replace(/\. .*$/, ''));
}

test('reports which tags are missing, in a creation template as well', () => {
  expect([
    ...textsOf((stack) => template(stack, { resourceTags: [{ key: 'team', value: 'a' }] }), props),
    ...textsOf((stack) => new ecr.CfnPublicRepository(stack, 'Bad'), props),
    ...textsOf((stack) => new ecr.CfnPublicRepository(stack, 'Bad')),
  ]).toMatchInlineSnapshot(`
       [
         "the required tag cost-center is missing",
         "the required tags team, cost-center are missing",
         "the public repository has no tag, which fails Security Hub ECR.4",
       ]
    `);
});

describe('requiredTagValues', () => {
  const required = { requiredTagValues: { stage: ['dev', 'prod'], team: ['a'] } };
  const withStage = (value: unknown) => (stack: Stack) =>
    overridden(stack, {
      Tags: [
        { Key: 'stage', Value: value },
        { Key: 'team', Value: 'a' },
      ],
    });

  test('is reported at each tag with another value, and for tags that are missing', () => {
    const problems = [
      ...problemsOf(rule, withStage('Dev'), required),
      ...problemsOf(rule, withStage(undefined), required),
      ...problemsOf(rule, (stack) => overridden(stack, { Tags: [{ Key: 'team', Value: 'b' }] }), required),
      ...problemsOf(rule, (stack) => template(stack, { resourceTags: [{ key: 'team', value: 'a' }] }), {
        ...required,
        requiredTags: ['team', 'owner'],
      }),
    ];
    expect(problems.join('\n')).toMatchInlineSnapshot(`
      "Properties/Tags/0: the tag stage has the value Dev, but must have one of the values dev, prod
      Properties/Tags/0: Tags.stage is "" but must be 1 to 255 characters, which is what CloudFormation takes
      Properties/Tags/0: the tag stage has the value empty, but must have one of the values dev, prod
      Properties/Tags/0: the tag team has the value b, but must have the value a
      Properties/Tags: the required tag stage is missing
      Properties/ResourceTags: the required tags owner, stage are missing"
    `);
  });

  test('is not reported for an allowed value, for one that only the deployment knows, and for other tags', () => {
    const builds: Build[] = [
      withStage('dev'),
      withStage('prod'),
      withStage({ Ref: 'AWS::StackId' }),
      (stack) => {
        Tags.of(stack).add('stage', 'dev');
        new PrivateRepository(stack, 'Api', { tags: { team: 'a', constructor: 'x' } });
      },
    ];
    for (const build of builds) expect(problemsOf(rule, build, required)).toEqual([]);
  });
});

test('reports tags that exceed the limits of CloudFormation', () => {
  const withTags = (list: unknown) => (stack: Stack) => overridden(stack, { Tags: list });
  const tag = (key: unknown, value: unknown) => withTags([{ Key: key, Value: value }]);
  const many = Array.from({ length: 51 }, (_, i) => ({ Key: `key${i}`, Value: 'a' }));
  expect([
    ...textsOf(withTags(many)),
    ...textsOf(tag('aws:team', 'a')),
    ...textsOf(tag('x'.repeat(128), 'a')).map((text) => text.replace(/x+/, 'xx…')),
    ...textsOf(tag('team', '')),
    ...textsOf(tag('team', 'y'.repeat(256))).map((text) => text.replace(/y+/, 'yy…')),
    ...textsOf(tag(undefined, 'a')),
    ...textsOf(tag('team', { name: 'a' })),
  ]).toMatchInlineSnapshot(`
    [
      "number of tags is 51 but must be at most 50",
      "Tags is "aws:team" but must have keys of 1 to 127 characters that do not start with "aws:"",
      "Tags is "xx…" but must have keys of 1 to 127 characters that do not start with "aws:"",
      "Tags.team is "" but must be 1 to 255 characters, which is what CloudFormation takes",
      "Tags.team is "yy…… (256 characters) but must be 1 to 255 characters, which is what CloudFormation takes",
      "Tags has a tag without a key",
      "Tags.team is {"name":"a"} but must be 1 to 255 characters, which is what CloudFormation takes",
    ]
  `);
});

test('reports tags of a creation template that exceed the limits of the API', () => {
  const found = (length: number, value: string) =>
    textsOf((stack) => template(stack, { resourceTags: [{ key: 'x'.repeat(length), value }] })).length;
  expect([found(128, ''), found(129, 'a'), found(1, 'y'.repeat(256)), found(1, 'y'.repeat(257))]).toEqual([0, 1, 0, 1]);
});

test('counts the tags of stacks for repositories, but not for creation templates', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { tags, env: { account: ACCOUNT, region: 'us-east-1' } });
  new ecr.CfnRepository(new NestedStack(stack, 'Nested'), 'Repository');
  new ecr.CfnPublicRepository(stack, 'Public');
  template(stack);
  const found = findingsOf(stack, props).filter((each) => each.rule === rule);
  expect(found.map(({ path }) => path)).toEqual(['Stack/Bad']);
});

test('does not report a missing tag if a key or the list of tags is known only at deployment', () => {
  const found = findingsOfRule(
    rule,
    (stack) => {
      new ecr.CfnRepository(stack, 'Key', { tags: [{ key: Aws.STACK_ID, value: 'a' }] });
      overridden(stack, { Tags: { 'Fn::If': ['Prod', [], [{ Key: 'a', Value: 'b' }]] } });
    },
    props,
  );
  expect(found).toEqual([]);
});

test('reports a key that two tags of a list have, in a creation template as well', () => {
  const pair = (first: unknown, second: unknown) => [first, second].map((Key) => ({ Key, Value: 'a' }));
  const inRepository = (list: unknown) => problemsOf(rule, (stack) => overridden(stack, { Tags: list }));
  const twice = ['team', 'team'].map((key) => ({ key, value: 'a' }));
  expect([
    ...inRepository(pair('team', 'team')),
    ...problemsOf(rule, (stack) => template(stack, { resourceTags: twice })),
  ]).toMatchInlineSnapshot(`
    [
      "Properties/Tags/1/Key: Tags[1].key is "team" but must be the key of one tag only",
      "Properties/ResourceTags/1/Key: ResourceTags[1].key is "team" but must be the key of one tag only",
    ]
  `);
  // Keys are case-sensitive.
  expect([
    ...inRepository(pair('team', 'Team')),
    ...inRepository(pair({ Ref: 'AWS::StackId' }, { Ref: 'AWS::StackId' })),
  ]).toEqual([]);
});

test('reports characters that no tag can have', () => {
  const found = (Key: unknown, Value: unknown) =>
    problemsOf(rule, (stack) => overridden(stack, { Tags: [{ Key, Value }] }));
  expect([...found('team#1', 'a'), ...found('note', 'a;b'), ...found('owners', '["a"]')]).toMatchInlineSnapshot(`
    [
      "Properties/Tags/0: Tags is "team#1" but must consist of letters, digits, spaces and the signs _ . : / = + - @",
      "Properties/Tags/0: Tags.note is "a;b" but must consist of letters, digits, spaces and the signs _ . : / = + - @",
      "Properties/Tags/0: Tags.owners is "[\\"a\\"]" but must consist of letters, digits, spaces and the signs _ . : / = + - @",
    ]
  `);
  expect([
    ...found('Kostenstelle/ü:1', 'a+b=c @d.e_f-g'),
    ...found('团队', '支付'),
    ...found('a', { Ref: 'X' }),
  ]).toEqual([]);
});
