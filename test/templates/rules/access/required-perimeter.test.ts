import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as fc from 'fast-check';
import { policy, statement, templateOf } from './policies';
import { RepositoryAccess } from '../../../../src/access/repository-access';
import type { DenyOutsideOptions } from '../../../../src/access/repository-access-options';
import { RepositoryPerimeter } from '../../../../src/access/repository-perimeter';
import { EcrChecks } from '../../../../src/checks/ecr-checks';
import { ruleParameters } from '../../../../src/checks/private/rule-parameters';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { readAssembly } from '../../../../src/templates/assembly';
import { REQUIRED_PERIMETER } from '../../../../src/templates/rules/access/required-perimeter';
import { TemplateApp } from '../../../../src/templates/template-app';
import type { Build } from '../../../checks/support';
import { findingsOf, problemsOf, quickApp, stackOf, testRuleTable, textsOf } from '../../../checks/support';

const rule = EcrRule.REQUIRED_PERIMETER;
const ORGANIZATION = 'o-a1b2c3d4e5';
const PARTNER = '222222222222';
const PERIMETER = RepositoryPerimeter.organization(ORGANIZATION);
const props = { requiredPerimeter: PERIMETER };

type Json = Record<string, unknown>;

/** A repository with a guardrail, and the resource that is changed after that. */
function guarded(
  change: (bad: ecr.CfnRepository) => void = () => undefined,
  perimeter = PERIMETER,
  options: DenyOutsideOptions = {},
): Build {
  return (stack) => {
    const own = new PrivateRepository(stack, 'Bad', {
      access: [RepositoryAccess.pullFromOrganization(ORGANIZATION), RepositoryAccess.denyOutside(perimeter, options)],
    });
    change(own.node.defaultChild as ecr.CfnRepository);
  };
}

/** The statements of the guardrail, as they are rendered. */
function rendered(perimeter = PERIMETER): Json[] {
  const stack = new Stack(quickApp(), 'Rendered');
  const statements = RepositoryAccess.denyOutside(perimeter).toStatements();
  return statements.map((each) => stack.resolve(each.toStatementJson()) as Json);
}

/** A plain repository with the statements of the guardrail, of which the first is changed. */
function changed(changes: Json, perimeter = PERIMETER): Build {
  const [first, ...others] = rendered(perimeter);
  return (stack) =>
    void new ecr.CfnRepository(stack, 'Bad', {
      repositoryPolicyText: policy({ ...first, ...changes }, ...others),
    });
}

function withCondition(change: (condition: Record<string, Json>) => Record<string, Json>): Build {
  return changed({ Condition: change(rendered()[0].Condition as Record<string, Json>) });
}

testRuleTable({
  rule,
  props,
  l1: (stack) => void new ecr.CfnRepository(stack, 'Bad', { repositoryPolicyText: undefined }),
  l2: (stack) => void new ecr.Repository(stack, 'Bad'),
  override: guarded((bad) => bad.addPropertyDeletionOverride('RepositoryPolicyText')),
  passes: guarded(),
});

test('does not report a repository without a guardrail unless a perimeter is required', () => {
  expect(textsOf(rule, (stack) => void new ecr.Repository(stack, 'Bad'))).toEqual([]);
});

describe('reports a guardrail that disappears', () => {
  test('by a policy that is set to undefined', () => {
    expect(
      problemsOf(
        rule,
        guarded((bad) => (bad.repositoryPolicyText = undefined)),
        props,
      ),
    ).toMatchInlineSnapshot(`
      [
        "Properties: it has no policy, so that the statements DenyOutsideOrganization, DenyOutsideOrganizationAdministration, DenyOutsideOrganizationServices are missing",
      ]
    `);
  });

  test('by a policy of its own', () => {
    const build = guarded((bad) => (bad.repositoryPolicyText = policy(statement())));
    expect(problemsOf(rule, build, props)).toMatchInlineSnapshot(`
      [
        "Properties/RepositoryPolicyText: the policy has no statement DenyOutsideOrganization, a Deny of ecr:BatchCheckLayerAvailability, ecr:BatchDeleteImage and 8 more; the policy has no statement DenyOutsideOrganizationAdministration, a Deny of ecr:DeleteLifecyclePolicy, ecr:DeleteRepository and 8 more; the policy has no statement DenyOutsideOrganizationServices, a Deny of ecr:BatchCheckLayerAvailability, ecr:BatchDeleteImage and 18 more",
      ]
    `);
  });

  test('by an override that deletes the policy', () => {
    const build = guarded((bad) => bad.addPropertyDeletionOverride('RepositoryPolicyText'));
    expect(problemsOf(rule, build, props)).toMatchInlineSnapshot(`
      [
        "Properties: it has no policy, so that the statements DenyOutsideOrganization, DenyOutsideOrganizationAdministration, DenyOutsideOrganizationServices are missing",
      ]
    `);
  });

  test('by a changed condition', () => {
    const build = guarded((bad) =>
      bad.addPropertyOverride('RepositoryPolicyText.Statement.1.Condition.StringNotEqualsIfExists', {
        'aws:PrincipalOrgID': [ORGANIZATION, 'o-zzzzzzzzzz'],
      }),
    );
    expect(problemsOf(rule, build, props)).toMatchInlineSnapshot(`
      [
        "Properties/RepositoryPolicyText/Statement/1: statement DenyOutsideOrganization is looser than the perimeter requires: its condition StringNotEqualsIfExists of aws:PrincipalOrgID, ["o-a1b2c3d4e5","o-zzzzzzzzzz"], exempts more than the perimeter does",
      ]
    `);
  });

  test('by fewer actions', () => {
    const build = guarded((bad) =>
      bad.addPropertyOverride('RepositoryPolicyText.Statement.1.Action', ['ecr:BatchGetImage', 'ecr:Put*']),
    );
    expect(problemsOf(rule, build, props)).toMatchInlineSnapshot(`
      [
        "Properties/RepositoryPolicyText/Statement/1: statement DenyOutsideOrganization is looser than the perimeter requires: it does not deny ecr:BatchCheckLayerAvailability, ecr:BatchDeleteImage, ecr:BatchImportUpstreamImage, ecr:CompleteLayerUpload, ecr:GetDownloadUrlForLayer, ecr:InitiateLayerUpload, ecr:ReplicateImage, ecr:UploadLayerPart",
      ]
    `);
  });

  test('by exemptions', () => {
    const build = guarded(undefined, PERIMETER, {
      exceptAccounts: [PARTNER],
      exceptPrincipals: ['arn:aws:iam::111122223333:role/ci'],
    });
    expect(problemsOf(rule, build, props)).toMatchInlineSnapshot(`
      [
        "Properties/RepositoryPolicyText: statement DenyOutsideOrganization is looser than the perimeter requires: its condition StringNotEqualsIfExists of aws:PrincipalAccount, ["222222222222"], exempts more than the perimeter does; its condition ArnNotLikeIfExists of aws:PrincipalArn, ["arn:aws:iam::111122223333:role/ci"], exempts more than the perimeter does; statement DenyOutsideOrganizationAdministration is looser than the perimeter requires: its condition StringNotEqualsIfExists of aws:PrincipalAccount, ["111122223333","222222222222"], exempts more than the perimeter does; its condition ArnNotLikeIfExists of aws:PrincipalArn, ["arn:aws:iam::111122223333:role/ci"], exempts more than the perimeter does; statement DenyOutsideOrganizationServices is looser than the perimeter requires: its condition StringNotEqualsIfExists of aws:SourceAccount, ["222222222222"], exempts more than the perimeter does",
      ]
    `);
  });
});

describe('a statement is looser', () => {
  test.each<[string, Build, string]>([
    ['with Effect Allow', changed({ Effect: 'Allow' }), 'its Effect is Allow but must be Deny'],
    [
      'for another principal',
      changed({ Principal: { AWS: `arn:aws:iam::${PARTNER}:root` } }),
      'its Principal is {"AWS":"arn:aws:iam::222222222222:root"} but must be "*"',
    ],
    [
      'with NotPrincipal',
      changed({ Principal: undefined, NotPrincipal: { AWS: `arn:aws:iam::${PARTNER}:root` } }),
      'it exempts principals by NotPrincipal: {"AWS":"arn:aws:iam::222222222222:root"}',
    ],
    [
      'with NotAction',
      changed({ Action: undefined, NotAction: ['ecr:BatchGetImage', 'ecr:Describe*'] }),
      'it does not deny ecr:BatchGetImage',
    ],
    [
      'for one resource',
      changed({ Resource: 'arn:aws:ecr:eu-west-1:111122223333:repository/other' }),
      'its Resource is arn:aws:ecr:eu-west-1:111122223333:repository/other',
    ],
    [
      'with another key',
      withCondition((condition) => ({ ...condition, StringNotEquals: { 'aws:PrincipalTag/team': 'x' } })),
      'its condition StringNotEquals of aws:principaltag/team, ["x"], exempts more than the perimeter does',
    ],
    [
      'with a value that anybody has',
      withCondition((condition) => ({
        ...condition,
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': '${aws:PrincipalOrgID}' },
      })),
      'its condition StringNotEqualsIfExists of aws:PrincipalOrgID, ["${aws:PrincipalOrgID}"], exempts more than the ' +
        'perimeter does',
    ],
    [
      'with an operator that requires the key',
      withCondition(({ BoolIfExists: keys, ...others }) => ({ ...others, Bool: keys })),
      'its condition Bool of aws:principalisawsservice, ["false"], exempts more than the perimeter does',
    ],
    [
      'with an operator that names the organization',
      withCondition(({ StringNotEqualsIfExists: keys, ...others }) => ({ ...others, StringEquals: keys })),
      'its condition StringEquals of aws:PrincipalOrgID, ["o-a1b2c3d4e5"], exempts more than the perimeter does',
    ],
  ])('%s', (_, build, part) => {
    expect(textsOf(rule, build, props)).toEqual([
      `statement DenyOutsideOrganization is looser than the perimeter requires: ${part}`,
    ]);
  });
});

describe('does not report', () => {
  test.each<[string, Build]>([
    [
      'a guardrail beside one that exempts more, because each Deny holds',
      (stack) => {
        new PrivateRepository(stack, 'Bad', {
          access: [
            RepositoryAccess.denyOutside(PERIMETER, { exceptAccounts: [PARTNER] }),
            RepositoryAccess.denyOutside(PERIMETER),
          ],
        });
      },
    ],
    [
      'actions that two statements deny between them',
      (stack) => {
        const [first, ...others] = rendered();
        const [action, ...actions] = first.Action as string[];
        const halves = [
          { ...first, Action: action },
          { ...first, Sid: 'Rest', Action: actions },
        ];
        new ecr.CfnRepository(stack, 'Bad', { repositoryPolicyText: policy(...halves, ...others) });
      },
    ],
    ['a Deny without a condition, which denies everybody', changed({ Condition: undefined })],
    ['all actions', changed({ Action: 'ecr:*' })],
    ['actions in capitals', changed({ Action: 'ECR:*' })],
    ['other actions by NotAction', changed({ Action: undefined, NotAction: 'ecr:DescribeImages' })],
    ['the principal as a list', changed({ Principal: { AWS: ['*'] } })],
    ['another Sid', changed({ Sid: 'Fence' })],
    [
      'StringNotEquals, which is true without the key too',
      withCondition(({ StringNotEqualsIfExists: keys, ...others }) => ({ ...others, StringNotEquals: keys })),
    ],
    ['fewer conditions', withCondition(({ StringNotEqualsIfExists }) => ({ StringNotEqualsIfExists }))],
    [
      'a key in other letters',
      withCondition((condition) => ({
        ...condition,
        StringNotEqualsIfExists: { 'AWS:principalorgid': [ORGANIZATION] },
      })),
    ],
    [
      'a unit of the organization',
      guarded(undefined, RepositoryPerimeter.organizationPaths([`${ORGANIZATION}/r-ab12/ou-ab12-11111111/*`])),
    ],
  ])('%s', (_, build) => {
    expect(textsOf(rule, build, props)).toEqual([]);
  });
});

test('reports a statement that is missing, with its actions', () => {
  const [, ...others] = rendered();
  const build: Build = (stack) => void new ecr.CfnRepository(stack, 'Bad', { repositoryPolicyText: policy(...others) });
  expect(textsOf(rule, build, props)).toMatchInlineSnapshot(`
    [
      "the policy has no statement DenyOutsideOrganization, a Deny of ecr:BatchCheckLayerAvailability, ecr:BatchDeleteImage and 8 more",
    ]
  `);
});

test('reports each action that a statement lacks, whichever statement and action it is', () => {
  const statements = rendered();
  const place = fc.integer({ min: 0, max: statements.length - 1 }).chain((index) => {
    const actions = statements[index].Action as string[];
    return fc.record({ index: fc.constant(index), kept: fc.subarray(actions, { minLength: 1 }) });
  });
  fc.assert(
    fc.property(place, ({ index, kept }) => {
      const all = statements.map((each, at) => (at === index ? { ...each, Action: kept } : each));
      const found = textsOf(
        rule,
        (stack) => void new ecr.CfnRepository(stack, 'Bad', { repositoryPolicyText: policy(...all) }),
        props,
      );
      const lost = (statements[index].Action as string[]).filter((each) => !kept.includes(each));
      expect(found).toHaveLength(lost.length > 0 ? 1 : 0);
      for (const action of lost) expect(found[0]).toContain(action);
    }),
    { numRuns: 40 },
  );
});

describe('the policy of a creation template', () => {
  const templateWith =
    (statements: (stack: Stack) => unknown[]): Build =>
    (stack) =>
      void templateOf(stack, stack.toJsonString(policy(...statements(stack))));

  test('passes with the guardrail', () => {
    const build = templateWith(() =>
      RepositoryAccess.denyOutside(PERIMETER)
        .toStatements()
        .map((each) => each.toStatementJson() as Json),
    );
    expect(textsOf(rule, build, props)).toEqual([]);
  });

  test('is reported without one', () => {
    expect(
      problemsOf(
        rule,
        templateWith(() => [statement()]),
        props,
      ),
    ).toMatchInlineSnapshot(`
      [
        "Properties/RepositoryPolicy: the policy has no statement DenyOutsideOrganization, a Deny of ecr:BatchCheckLayerAvailability, ecr:BatchDeleteImage and 8 more; the policy has no statement DenyOutsideOrganizationAdministration, a Deny of ecr:DeleteLifecyclePolicy, ecr:DeleteRepository and 8 more; the policy has no statement DenyOutsideOrganizationServices, a Deny of ecr:BatchCheckLayerAvailability, ecr:BatchDeleteImage and 18 more",
      ]
    `);
  });

  test('is reported if there is none', () => {
    const build: Build = (stack) =>
      void new ecr.CfnRepositoryCreationTemplate(stack, 'Bad', { prefix: 'team/', appliedFor: ['REPLICATION'] });
    expect(problemsOf(rule, build, props)).toMatchInlineSnapshot(`
      [
        "Properties: it has no policy, so that the statements DenyOutsideOrganization, DenyOutsideOrganizationAdministration, DenyOutsideOrganizationServices are missing",
      ]
    `);
  });
});

describe('a perimeter of networks', () => {
  const endpoints = RepositoryPerimeter.vpcEndpoints(['vpce-0123456789abcdef0', 'vpce-0123456789abcdef1']);

  test('is satisfied by the same or fewer endpoints', () => {
    const one = RepositoryPerimeter.vpcEndpoints(['vpce-0123456789abcdef0']);
    for (const perimeter of [endpoints, one]) {
      expect(textsOf(rule, guarded(undefined, perimeter), { requiredPerimeter: endpoints })).toEqual([]);
    }
  });

  test('is not satisfied by another endpoint, nor by an organization', () => {
    const other = RepositoryPerimeter.vpcEndpoints(['vpce-0123456789abcdef2']);
    for (const perimeter of [other, PERIMETER]) {
      expect(textsOf(rule, guarded(undefined, perimeter), { requiredPerimeter: endpoints })).toHaveLength(1);
    }
  });

  test('is satisfied where the account of the exempt service-linked roles is literal', () => {
    const [only] = rendered(endpoints);
    const literal = JSON.parse(
      JSON.stringify(only).replace(/\{"Fn::Join".*?\]\]\}/, '"arn:aws:iam::111122223333:role/aws-service-role/*"'),
    ) as Json;
    const build: Build = (stack) => void new ecr.CfnRepository(stack, 'Bad', { repositoryPolicyText: policy(literal) });
    expect(JSON.stringify(literal)).not.toContain('Fn::Join');
    expect(textsOf(rule, build, { requiredPerimeter: endpoints })).toEqual([]);
  });
});

test('names the exemption of strangers where the own account is unknown', () => {
  const endpoints = RepositoryPerimeter.vpcEndpoints(['vpce-0123456789abcdef0']);
  const [only] = rendered(endpoints);
  const texts = ['111122223333', '*'].map((account) => {
    const stack = new Stack(quickApp(), 'Stack');
    const exempt = `arn:aws:iam::${account}:role/aws-service-role/*`;
    const Condition = { ...(only.Condition as Json), ArnNotLikeIfExists: { 'aws:PrincipalArn': exempt } };
    new ecr.CfnRepository(stack, 'Bad', { repositoryPolicyText: policy({ ...only, Condition }) });
    const found = findingsOf(stack, { requiredPerimeter: endpoints });
    return found.filter((each) => each.rule === (rule as string)).length;
  });
  expect(texts).toEqual([0, 1]);
});

describe('is known only at deployment', () => {
  const parameter = (stack: Stack) => new CfnParameter(stack, 'Value').valueAsString;
  const first = rendered()[0];

  test.each<[string, Build]>([
    [
      'for a policy from elsewhere',
      (stack) => void new ecr.CfnRepository(stack, 'Bad', { repositoryPolicyText: Fn.importValue('Policy') }),
    ],
    ['for an effect', (stack) => changed({ Effect: parameter(stack) })(stack)],
    ['for actions', (stack) => changed({ Action: [parameter(stack)] })(stack)],
    ['for a principal', (stack) => changed({ Principal: parameter(stack) })(stack)],
    [
      'for a condition',
      (stack) => changed({ Condition: { 'Fn::If': ['A', first.Condition, { Ref: 'AWS::NoValue' }] } })(stack),
    ],
    [
      'for the value of a condition',
      (stack) => changed({ Condition: { StringNotEquals: { 'aws:PrincipalOrgID': parameter(stack) } } })(stack),
    ],
  ])('%s', (_, build) => {
    const stack = stackOf(build);
    const scope = stack.node.root as App;
    const app = new TemplateApp(readAssembly(scope.synth().directory));
    const context = { app, props: ruleParameters(scope, props, app) };
    const found = app
      .resourcesOf('AWS::ECR::Repository')
      .flatMap((each) => [...REQUIRED_PERIMETER.check(each, context)]);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(({ unresolved }) => !unresolved)).toEqual([]);
  });
});

test('fails for a perimeter of another class', () => {
  const wrong = { requiredPerimeter: ORGANIZATION as unknown as RepositoryPerimeter };
  expect(() => new EcrChecks(quickApp(), wrong)).toThrowErrorMatchingInlineSnapshot(
    `"EcrChecks at App: requiredPerimeter is "o-a1b2c3d4e5" but must be a RepositoryPerimeter; use RepositoryPerimeter.organization(…) or RepositoryPerimeter.vpcEndpoints([…])"`,
  );
});
