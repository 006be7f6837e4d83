import { App, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { PublicRepository } from '../../../../src/repository/public-repository';
import { ACCOUNT, findingsOf, findingsOfRule } from '../../../checks/support';

const rule = EcrRule.CATALOG_DATA;

function textsOf(repositoryCatalogData: unknown): string[] {
  const found = findingsOfRule(rule, (stack) => new ecr.CfnPublicRepository(stack, 'Tool', { repositoryCatalogData }));
  return found.map(({ text }) => text.replace(/\. .*$/, ''));
}

test('reports texts and labels that CloudFormation refuses', () => {
  expect([
    ...textsOf({ RepositoryDescription: 'a'.repeat(1025) }),
    ...textsOf({ AboutText: 'a'.repeat(10_241) }),
    ...textsOf({ UsageText: ['docker run', 'tool'] }),
    ...textsOf({ Architectures: ['ARM 64', 'x86', 'ARM 64'] }),
    ...textsOf({ OperatingSystems: ['', 'a'.repeat(51)] }).map((text) => text.replace(/a{3,}/, 'aa…')),
    ...textsOf({ OperatingSystems: Array.from({ length: 51 }, (_, index) => `System ${index}`) }),
  ]).toMatchInlineSnapshot(`
    [
      "RepositoryDescription.length is 1025 but must be at most 1024 characters",
      "AboutText.length is 10241 but must be at most 10240 characters",
      "UsageText is ["docker run","tool"] but must be a text",
      "Architectures[2] is "ARM 64" but must be in the list once",
      "OperatingSystems[0] is "" but must be a text of 1 to 50 characters",
      "OperatingSystems[1] is "aa…" but must be a text of 1 to 50 characters",
      "OperatingSystems.length is 51 but must be at most 50",
    ]
  `);
});

test.each<[string, unknown]>([
  ['texts of the longest length', { RepositoryDescription: 'a'.repeat(1024), AboutText: '🐳'.repeat(10_240) }],
  ['one label in place of a list', { Architectures: 'ARM 64' }],
  ['labels that differ', { Architectures: ['ARM', 'ARM 64'], OperatingSystems: ['Linux'] }],
  [
    'texts and labels that only the deployment knows',
    { AboutText: { Ref: 'AWS::StackId' }, Architectures: [{ Ref: 'AWS::StackId' }, { Ref: 'AWS::StackId' }] },
  ],
  ['a list that only the deployment knows', { Architectures: { 'Fn::Split': [',', { Ref: 'AWS::StackId' }] } }],
  ['no catalog data', undefined],
])('does not report %s', (_, catalog) => {
  expect(textsOf(catalog)).toEqual([]);
});

test('does not report what a PublicRepository accepts', () => {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: 'us-east-1' } });
  new PublicRepository(stack, 'Tool', { catalog: { description: 'A tool', architectures: ['ARM 64', 'ARM 64'] } });
  expect(findingsOf(stack).filter((found) => found.rule === rule)).toEqual([]);
});
