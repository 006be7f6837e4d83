import { EVENT_PATTERN } from '../../../../src/templates/rules/monitoring/event-pattern';
import { TemplateApp } from '../../../../src/templates/template-app';
import { ACCOUNT, REGION } from '../../../checks/support';

const pattern = (type: string) => ({ source: ['aws.ecr'], 'detail-type': [type] });
const CALL = 'AWS API Call via CloudTrail';

/** The notes and findings for a rule, with the trails beside it. */
function problems(type: string, ...trails: object[]) {
  const Resources = {
    Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern: pattern(type) } },
    ...Object.fromEntries(trails.map((trail, i) => [`T${i}`, { Type: 'AWS::CloudTrail::Trail', Properties: trail }])),
  };
  const app = TemplateApp.fromTemplates([{ path: 'Stack', account: ACCOUNT, region: REGION, template: { Resources } }]);
  const [rule] = app.resourcesOf('AWS::Events::Rule');
  return [...EVENT_PATTERN.check(rule, { app, props: {} })];
}

test.each([CALL, 'AWS Service Event via CloudTrail'])('a rule on %s is noted, not found', (type) => {
  const at = 'Properties/EventPattern/detail-type';
  const text = `events of the type ${type} arrive only if a trail logs management events, which is not known`;
  expect(problems(type)).toEqual([{ at, text, unresolved: true }]);
  expect(problems(type, { IsLogging: false })).toHaveLength(1);
});

test('a rule is not noted if the app has a trail, nor if its events need none', () => {
  expect(problems(CALL, { IsLogging: true })).toEqual([]);
  expect(problems('ECR Image Action')).toEqual([]);
});
