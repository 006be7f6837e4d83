import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as fc from 'fast-check';
import { ORGANIZATION, OTHER } from './policies';
import { RepositoryAccess } from '../../../../src/access/repository-access';
import { RepositoryPerimeter } from '../../../../src/access/repository-perimeter';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { mistakesInStatement } from '../../../../src/ecr/mistakes/statements/statement';
import { readPolicy } from '../../../../src/ecr/policy/policy-document';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { RegistryPolicyStatement } from '../../../../src/registry/policy/registry-policy-statement';
import { withHoles } from '../../../../src/text/intrinsics';
import { ACCOUNT, REGION } from '../../../checks/support';
import { meets, STRANGERS } from '../../../support/stranger';

/** The rules that report a statement which a stranger may use. */
const OPEN: readonly EcrRule[] = [EcrRule.OPEN_POLICY, EcrRule.FOR_ALL_VALUES, EcrRule.POLICY_FORM];
/** The decisions of the user, about whom the statements of the library admit. */
const CHOSEN: readonly EcrRule[] = [EcrRule.ACCOUNT_PUSH];

const rulesIn = (json: unknown, type: string = ResourceType.REPOSITORY) =>
  [...mistakesInStatement(json, { type, account: ACCOUNT, region: REGION })].map(({ id }) => id);

const VALUES: Record<string, readonly string[]> = {
  'aws:PrincipalAccount': [OTHER, '*', '9*', '${aws:PrincipalAccount}', '${aws:ResourceAccount}'],
  'AWS:principalorgid': [ORGANIZATION, 'o-*', '*', '${aws:PrincipalOrgID}', 'o-????????????'],
  'aws:PrincipalOrgPaths': [`${ORGANIZATION}/*`, '*', 'o-*/r-*/*', `${ORGANIZATION}/r-ab12/`],
  'aws:PrincipalArn': [
    `arn:aws:iam::${OTHER}:role/*`,
    'arn:aws:iam::*:role/ci',
    'arn:aws:iam::*:*',
    '*',
    'arn:*:iam::*:user/*',
    `*:${OTHER}:role/*`,
  ],
  'aws:userid': ['AROAOWNER12345:*', '*', '*:session', 'A*'],
  'aws:SourceIp': ['203.0.113.7/32', '0.0.0.0/0', '203.0.113.8'],
  'aws:SourceVpce': ['vpce-11111111', 'vpce-*', '*'],
  'aws:SourceVpc': ['vpc-11111111', '*'],
  'aws:PrincipalTag/team': ['shop', '*'],
  'aws:SecureTransport': ['true', 'false'],
  'aws:PrincipalIsAWSService': ['true', 'false'],
};

const comparison = fc
  .constantFrom(
    ...['StringEquals', 'StringLike', 'StringNotEquals', 'StringNotLike', 'ArnLike', 'ArnEquals', 'ArnNotLike'],
    ...['IpAddress', 'NotIpAddress', 'Bool'],
  )
  .chain((name) =>
    fc
      .record({
        prefix: fc.constantFrom('', '', 'ForAnyValue:', 'ForAllValues:'),
        suffix: fc.constantFrom('', '', 'IfExists'),
        key: fc.constantFrom(...keysFor(name)),
      })
      .chain(({ prefix, suffix, key }) =>
        fc
          .uniqueArray(fc.constantFrom(...VALUES[key]), { minLength: 1, maxLength: 2 })
          .map((values) => ({ [`${prefix}${name}${suffix}`]: { [key]: values } })),
      ),
  );
const absence = fc
  .tuple(fc.constantFrom(...Object.keys(VALUES)), fc.constantFrom('true', 'false'))
  .map(([key, value]) => ({ Null: { [key]: value } }));
const condition = fc
  .array(fc.oneof({ weight: 4, arbitrary: comparison }, { weight: 1, arbitrary: absence }), { maxLength: 3 })
  .map((all) => Object.assign({}, ...all) as Record<string, Record<string, unknown>>);
const statement = fc.record({
  Effect: fc.constant('Allow'),
  Principal: fc.constantFrom('*', { AWS: '*' }, { AWS: [`arn:aws:iam::${OTHER}:root`, '*'] }),
  Action: fc.constantFrom('ecr:*', ['ecr:BatchGetImage'], 'ecr:PutImage'),
  Condition: condition,
});

/** The keys that an operator is for. */
function keysFor(operator: string): string[] {
  const kinds: [RegExp, RegExp][] = [
    [/^Arn/, /Arn$/],
    [/IpAddress/, /Ip$/],
    [/^Bool/, /Transport|Service$/],
  ];
  const [, keys] = kinds.find(([each]) => each.test(operator)) ?? [undefined, /./];
  return Object.keys(VALUES).filter((key) => keys.test(key));
}

test('each statement that a stranger may use is reported', () => {
  let open = 0;
  fc.assert(
    fc.property(statement, (json) => {
      if (!STRANGERS.some((request) => meets(request, json.Condition))) return;
      open++;
      expect(rulesIn(json).filter((id) => OPEN.includes(id))).not.toEqual([]);
    }),
    { numRuns: 3000 },
  );
  expect(open).toBeGreaterThan(300);
});

const PERIMETERS = [
  RepositoryPerimeter.organization(ORGANIZATION),
  RepositoryPerimeter.organizationPaths([`${ORGANIZATION}/r-ab12/ou-ab12-11111111/*`]),
  RepositoryPerimeter.vpcs(['vpc-0a1b2c3d4e5f60718']),
  RepositoryPerimeter.vpcEndpoints(['vpce-0a1b2c3d4e5f60718']),
];
const ACCESS: readonly RepositoryAccess[] = [
  RepositoryAccess.pullFromAccounts([ACCOUNT, OTHER]),
  RepositoryAccess.pushFromAccounts([OTHER]),
  RepositoryAccess.pullFromOrganization(ORGANIZATION),
  RepositoryAccess.pushFromOrganization(ORGANIZATION),
  RepositoryAccess.pullFromOrganizationPaths([`${ORGANIZATION}/r-ab12/ou-ab12-11111111/*`]),
  RepositoryAccess.pullFromPermissionSets({ accounts: [OTHER], permissionSets: ['Admin'] }),
  RepositoryAccess.pullFromCodeBuild({ account: OTHER, projectName: 'api' }),
  RepositoryAccess.pullFromCodeBuild({ account: OTHER, region: 'us-east-1', projectName: 'api' }),
  RepositoryAccess.pullFromLambda({ accounts: [ACCOUNT, OTHER] }),
  ...PERIMETERS.flatMap((perimeter) => [
    RepositoryAccess.denyOutside(perimeter),
    RepositoryAccess.denyOutside(perimeter, {
      exceptAccounts: [OTHER],
      exceptPrincipals: [`arn:aws:iam::${ACCOUNT}:role/break-glass`],
    }),
  ]),
];
const REGISTRY: readonly RegistryPolicyStatement[] = [
  RegistryPolicyStatement.allowReplicationFrom({ account: OTHER, repositoryPrefixes: ['prod/'], tagOnCreate: true }),
  ...[new iam.AccountPrincipal(OTHER), new iam.OrganizationPrincipal(ORGANIZATION)].flatMap((principal) => [
    RegistryPolicyStatement.allowPullThroughCacheImport({ principals: [principal], repositoryPrefix: 'docker-hub' }),
    RegistryPolicyStatement.allowCreateOnPush({ principals: [principal], repositoryPrefixes: ['team/'] }),
  ]),
];

test('no statement that the library makes is reported', () => {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  const toJson = (each: iam.PolicyStatement) => withHoles(stack.resolve(each.toStatementJson()));
  const repository = RepositoryAccess._statements([...ACCESS]).map(toJson);
  const registry = REGISTRY.map((each) => toJson(each._render(stack)));
  const found = [
    ...repository.map((json) => [json, rulesIn(json)]),
    ...registry.map((json) => [json, rulesIn(json, ResourceType.REGISTRY_POLICY)]),
  ].filter(([, ids]) => (ids as EcrRule[]).some((id) => !CHOSEN.includes(id)));
  expect(repository.length).toBeGreaterThan(15);
  expect(found).toEqual([]);
});

test('no policy in the templates of the integration tests is reported', () => {
  const folder = join(__dirname, '../../../integ');
  const properties: Record<string, string> = {
    [ResourceType.REPOSITORY]: 'RepositoryPolicyText',
    [ResourceType.CREATION_TEMPLATE]: 'RepositoryPolicy',
    [ResourceType.REGISTRY_POLICY]: 'PolicyText',
  };
  const statements = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as { Resources?: Record<string, unknown> })
    .flatMap(({ Resources: resources = {} }) => Object.values(resources) as { Type: string; Properties?: object }[])
    .flatMap(({ Type: type, Properties: all = {} }) => {
      const policy = withHoles((all as Record<string, unknown>)[properties[type]]);
      return readPolicy(policy).statements.map(({ json }) => ({ type, json }));
    });
  expect(statements.length).toBeGreaterThan(10);
  const rules = statements.flatMap(({ type, json }) =>
    [...mistakesInStatement(json, { type })].map(({ id }) => id).filter((id) => !CHOSEN.includes(id)),
  );
  expect(rules).toEqual([]);
});
