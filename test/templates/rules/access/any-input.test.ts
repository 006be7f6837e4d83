import * as fc from 'fast-check';
import { ACCESS_RULES } from '../../../../src/templates/rules/access';
import { POLICY_TYPES } from '../../../../src/templates/rules/access/policies';
import type { TemplateApp } from '../../../../src/templates/template-app';
import { TemplateResource } from '../../../../src/templates/template-resource';
import type { TemplateStack } from '../../../../src/templates/template-stack';
import { hole, UNRESOLVED } from '../../../../src/text/holes';
import { ACCOUNT, REGION } from '../../../checks/support';

const WORDS = [
  ...[
    '*',
    'Allow',
    'Deny',
    'ecr:*',
    'ecr:PutImage',
    'ecr-public:',
    'lambda.amazonaws.com',
    'arn:',
    'arn:aws:iam::*:root',
  ],
  ...[
    'o-a1b2c3d4e5*',
    '0.0.0.0/0',
    ACCOUNT,
    UNRESOLVED,
    hole('AWS::AccountId'),
    hole('Stack|Role.Arn'),
    hole('toString'),
  ],
];
const KEYS = [
  ...['Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition', 'Sid'],
  ...['AWS', 'Service', 'StringLike', 'ForAllValues:StringLike', 'Null', 'StringNotEquals', 'Bool', 'IpAddress'],
  ...[
    'aws:PrincipalOrgID',
    'aws:PrincipalOrgPaths',
    'aws:SourceArn',
    'aws:SourceIp',
    'aws:userid',
    'toString',
    UNRESOLVED,
  ],
];

const { value: json } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(...WORDS, null, 1, true),
    fc.string(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...KEYS), fc.string()), tie('value'), { maxKeys: 5 }),
  ),
}));
const condition = fc.dictionary(
  fc.constantFrom(...KEYS),
  fc.dictionary(fc.constantFrom(...KEYS), json, { maxKeys: 2 }),
);
const statement = fc.record(
  {
    Effect: fc.oneof(fc.constantFrom('Allow', 'Deny'), json),
    Principal: fc.oneof(fc.constant('*'), fc.record({ AWS: json, Service: json }, { requiredKeys: [] }), json),
    Action: fc.oneof(fc.constantFrom('ecr:*', ['ecr:PutImage']), json),
    Resource: json,
    Condition: fc.oneof(condition, json),
  },
  { requiredKeys: [] },
);
const policy = fc.record({
  Version: json,
  Statement: fc.oneof(fc.array(statement, { maxLength: 3 }), statement, json),
});
const value = fc.oneof(
  policy,
  policy.map((each) => JSON.stringify(each)),
  json,
);

const props = { allowedAccounts: ['333333333333'], allowedOrganizations: ['o-zzzzzzzzzz'] };

/** An app that has nothing else. */
const app = { resourcesOf: () => [], sameEnvironment: () => [] } as unknown as TemplateApp;

test.each(POLICY_TYPES)('no access rule throws on any policy of a %s, or reports a broken text', (type) => {
  fc.assert(
    fc.property(value, fc.boolean(), (text, isKnown) => {
      const environment = isKnown ? { account: ACCOUNT, region: REGION } : {};
      const stack = { ...environment, propertiesOf: (each: unknown) => each } as unknown as TemplateStack;
      const properties = { RepositoryPolicyText: text, RepositoryPolicy: text, PolicyText: text };
      const resource = new TemplateResource(stack, 'Bad', { Type: type, Properties: properties });
      for (const rule of ACCESS_RULES) {
        for (const problem of rule.check(resource, { app, props })) {
          expect(problem.text).not.toMatch(/[\uE000\uE001]|undefined|\[object/);
        }
      }
    }),
    { numRuns: 300 },
  );
});
