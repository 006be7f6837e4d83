import { App, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { PublicRepository } from '../../../../src/repository/public-repository';
import { ACCOUNT, findingsOf, findingsOfRule } from '../../../checks/support';

const rule = EcrRule.PUBLIC_REGION;

test('reports a public repository outside of us-east-1', () => {
  const [found, ...others] = findingsOfRule(rule, (stack) => new ecr.CfnPublicRepository(stack, 'Bad'));
  expect(others).toEqual([]);
  expect(found).toMatchObject({ path: 'Stack/Bad', logicalId: 'Bad', severity: 'error' });
  expect(found.text).toMatchInlineSnapshot(
    `"region of the stack is "eu-west-1" but must be us-east-1, where public repositories are; everybody pulls from there. Public repositories are created only in us-east-1; in another region the deployment fails"`,
  );
});

test.each<[string, string | undefined]>([
  ['in us-east-1', 'us-east-1'],
  ['if the region is known only at deployment', undefined],
])('does not report a public repository %s', (_, region) => {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region } });
  new PublicRepository(stack, 'Good');
  expect(findingsOf(stack).filter((found) => found.rule === rule)).toEqual([]);
});
