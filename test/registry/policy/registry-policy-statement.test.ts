import { App, Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as fc from 'fast-check';
import { RegistryPolicyStatement } from '../../../src/registry/policy/registry-policy-statement';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const SOURCE = '444455556666';
const ORGANIZATION = 'o-a1b2c3d4e5';

const repositories = (names: string, { account, region } = ENV) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ecr:${region}:${account}:repository/${names}`]],
});
const root = (account: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${account}:root`]] });

let stack: Stack;
beforeEach(() => (stack = new Stack(new App(), 'Stack', { env: ENV })));

const render = (statement: RegistryPolicyStatement) => stack.resolve(statement._render(stack).toStatementJson());
const sid = (statement: RegistryPolicyStatement) => statement._render(stack).sid;
const account = (id: string) => new iam.AccountPrincipal(id);

describe('RegistryPolicyStatement.allowReplicationFrom', () => {
  test('allows an account to replicate all repositories by default', () => {
    expect(render(RegistryPolicyStatement.allowReplicationFrom({ account: SOURCE }))).toEqual({
      Sid: 'ReplicationFrom444455556666',
      Effect: 'Allow',
      Principal: { AWS: root(SOURCE) },
      Action: ['ecr:CreateRepository', 'ecr:ReplicateImage'],
      Resource: repositories('*'),
    });
  });

  test('allows the repository names that start with the given prefixes', () => {
    const statement = RegistryPolicyStatement.allowReplicationFrom({
      account: SOURCE,
      repositoryPrefixes: ['prod/', 'base'],
    });
    expect(render(statement)).toMatchObject({
      Sid: 'ReplicationFrom444455556666LikeBaseAndUnderProd',
      Resource: [repositories('prod/*'), repositories('base*')],
    });
  });

  test('allows to tag repositories with tagOnCreate', () => {
    const statement = RegistryPolicyStatement.allowReplicationFrom({ account: SOURCE, tagOnCreate: true });
    expect(render(statement)).toMatchObject({
      Sid: 'ReplicationWithTagsFrom444455556666',
      Action: ['ecr:CreateRepository', 'ecr:ReplicateImage', 'ecr:TagResource'],
    });
  });

  test('names the repositories of a registry in another environment', () => {
    const other = { account: SOURCE, region: 'us-east-1' };
    const statement = RegistryPolicyStatement.allowReplicationFrom({ account: ENV.account });
    expect(stack.resolve(statement._render(stack, other).toStatementJson())).toMatchObject({
      Resource: repositories('*', other),
    });
  });

  test('names the repositories by tokens in a stack without an environment', () => {
    const open = new Stack(new App(), 'Open');
    const statement = RegistryPolicyStatement.allowReplicationFrom({ account: SOURCE });
    expect(open.resolve(statement._render(open).toStatementJson()).Resource).toEqual({
      'Fn::Join': [
        '',
        [
          'arn:',
          { Ref: 'AWS::Partition' },
          ':ecr:',
          { Ref: 'AWS::Region' },
          ':',
          { Ref: 'AWS::AccountId' },
          ':repository/*',
        ],
      ],
    });
  });

  test('ignores later changes of the given list of prefixes', () => {
    const prefixes = ['prod/'];
    const statement = RegistryPolicyStatement.allowReplicationFrom({ account: SOURCE, repositoryPrefixes: prefixes });
    prefixes.push('dev/');
    expect(render(statement).Resource).toEqual(repositories('prod/*'));
  });

  test('fails when the account ID is invalid', () => {
    expect(() => RegistryPolicyStatement.allowReplicationFrom({ account: '4444' })).toThrow(
      'RegistryPolicyStatement.allowReplicationFrom: account is "4444" but must be an account id of 12 digits; write all 12 ' +
        'digits as a string',
    );
  });

  test('fails when the list of prefixes is empty', () => {
    expect(() => RegistryPolicyStatement.allowReplicationFrom({ account: SOURCE, repositoryPrefixes: [] })).toThrow(
      'RegistryPolicyStatement.allowReplicationFrom: repositoryPrefixes is [] but must have at least one prefix; add the ' +
        'prefix or leave it out for all repositories',
    );
  });

  test.each(['prod/*', 'p', '/prod', '-prod', 'Prod', 'prod//x', 'a'.repeat(257)])(
    'fails when no repository name starts with the prefix: %s',
    (prefix) => {
      const make = () =>
        RegistryPolicyStatement.allowReplicationFrom({ account: SOURCE, repositoryPrefixes: ['ok/', prefix] });
      expect(make).toThrow(/repositoryPrefixes\[1\] is .* but must be the start of repository names, of 2 to 256/);
    },
  );

  test('fails when a prefix has a wildcard', () => {
    const make = () => RegistryPolicyStatement.allowReplicationFrom({ account: SOURCE, repositoryPrefixes: ['prod*'] });
    expect(make).toThrow(
      'RegistryPolicyStatement.allowReplicationFrom: repositoryPrefixes[0] is "prod*" but must be the start of repository ' +
        'names, of 2 to 256 characters, without a wildcard; write it like "prod/", or leave the property out for all ' +
        'repositories',
    );
  });

  test.each(['prod', 'prod-', 'prod.', 'team/api', 'a'.repeat(256)])('accepts the prefix %s', (prefix) => {
    const statement = RegistryPolicyStatement.allowReplicationFrom({ account: SOURCE, repositoryPrefixes: [prefix] });
    expect(render(statement).Resource).toEqual(repositories(`${prefix}*`));
  });
});

describe('RegistryPolicyStatement.allowPullThroughCacheImport', () => {
  const principals = [account(SOURCE)];

  test.each(['docker-hub', 'docker-hub/'])(
    'allows the repositories in the namespace %s and no other names',
    (prefix) => {
      const statement = RegistryPolicyStatement.allowPullThroughCacheImport({ principals, repositoryPrefix: prefix });
      expect(render(statement)).toEqual({
        Sid: 'ImportAndCreateUnderDockerDashHubBy444455556666',
        Effect: 'Allow',
        Principal: { AWS: root(SOURCE) },
        Action: ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'],
        Resource: repositories('docker-hub/*'),
      });
    },
  );

  test('does not allow to create repositories when createRepositories is false', () => {
    const statement = RegistryPolicyStatement.allowPullThroughCacheImport({
      principals,
      repositoryPrefix: 'quay',
      createRepositories: false,
    });
    expect(render(statement)).toMatchObject({
      Sid: 'ImportUnderQuayBy444455556666',
      Action: 'ecr:BatchImportUpstreamImage',
    });
  });

  test('allows every repository when the prefix is ROOT', () => {
    const statement = RegistryPolicyStatement.allowPullThroughCacheImport({ principals, repositoryPrefix: 'ROOT' });
    expect(render(statement)).toMatchObject({
      Sid: 'ImportAndCreateAnywhereBy444455556666',
      Resource: repositories('*'),
    });
  });

  test('allows an organization by a condition, and gives the own account nothing', () => {
    const statement = RegistryPolicyStatement.allowPullThroughCacheImport({
      principals: [new iam.OrganizationPrincipal(ORGANIZATION)],
      repositoryPrefix: 'quay',
    });
    expect(render(statement)).toMatchObject({
      Sid: 'ImportAndCreateUnderQuayByOrganizationA1b2c3d4e5',
      Principal: { AWS: '*' },
      Condition: {
        StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION },
        StringNotEquals: { 'aws:PrincipalAccount': ENV.account },
      },
    });
  });

  test('leaves a condition on the account of the principal as it is given', () => {
    const condition = { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION, 'AWS:PrincipalAccount': SOURCE } };
    const statement = RegistryPolicyStatement.allowPullThroughCacheImport({
      principals: [new iam.AnyPrincipal().withConditions(condition)],
      repositoryPrefix: 'quay',
    });
    expect(render(statement).Condition).toEqual(condition);
  });

  test('leaves an account as it is given, in whatever organization', () => {
    const conditions = { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } };
    const statement = RegistryPolicyStatement.allowPullThroughCacheImport({
      principals: [new iam.AccountRootPrincipal().withConditions(conditions)],
      repositoryPrefix: 'quay',
    });
    expect(render(statement).Condition).toEqual(conditions);
  });

  test('names single repositories', () => {
    const make = (upstreamRepositories: string[]) =>
      RegistryPolicyStatement.allowPullThroughCacheImport({
        principals: [account(SOURCE)],
        repositoryPrefix: 'docker-hub',
        upstreamRepositories,
      });
    expect(render(make(['library/redis'])).Sid).toBe(`ImportAndCreateDockerDashHubSlashLibrarySlashRedisBy${SOURCE}`);
    const { Resource: resource } = render(make(['library/redis', 'library/postgres-ha-x']));
    expect(JSON.stringify(resource)).toContain(':repository/docker-hub/library/redis"');
    expect(JSON.stringify(resource)).not.toContain('*');
    expect(() => make(['docker.io/library/redis'])).toThrow(
      'RegistryPolicyStatement.allowPullThroughCacheImport: upstreamRepositories[0] is "docker.io/library/redis" but must be ' +
        'the name in the upstream registry, without the host; write "library/redis"',
    );
    expect(() => make(['library/*'])).toThrow(
      /upstreamRepositories\[0\] is .* but must be 2 to 256 lower-case letters/,
    );
    expect(() => make([])).toThrow(/upstreamRepositories is \[\] but must have at least one repository/);
  });

  test('takes a longer prefix than a cache, which stands in an ARN only', () => {
    const repositoryPrefix = `docker-hub/${'x'.repeat(40)}`;
    const statement = RegistryPolicyStatement.allowPullThroughCacheImport({ principals, repositoryPrefix });
    expect(JSON.stringify(render(statement).Resource)).toContain(`:repository/${repositoryPrefix}/*"`);
  });

  test.each(['a', 'x'.repeat(257), 'quay*', 'quay.'])('fails when no cache can have the prefix %s', (prefix) => {
    const make = () => RegistryPolicyStatement.allowPullThroughCacheImport({ principals, repositoryPrefix: prefix });
    expect(make).toThrow(/^RegistryPolicyStatement.allowPullThroughCacheImport: repositoryPrefix is .* but must be/);
  });

  test('fails when there are no principals', () => {
    const make = () =>
      RegistryPolicyStatement.allowPullThroughCacheImport({ principals: [], repositoryPrefix: 'quay' });
    expect(make).toThrow(
      'RegistryPolicyStatement.allowPullThroughCacheImport: principals is [] but must have at least one principal; add the ' +
        'principal or leave the statement out',
    );
  });

  test('fails when the principals have different conditions', () => {
    const mixed = [account(SOURCE), new iam.OrganizationPrincipal(ORGANIZATION)];
    const make = () =>
      RegistryPolicyStatement.allowPullThroughCacheImport({ principals: mixed, repositoryPrefix: 'quay' });
    expect(make).toThrow(
      'RegistryPolicyStatement.allowPullThroughCacheImport: principals is "AccountPrincipal(444455556666), ' +
        'OrganizationPrincipal(o-a1b2c3d4e5)" but must have the same conditions, because in one statement each condition ' +
        'holds for all of them; make a statement for each',
    );
  });
});

describe('RegistryPolicyStatement.allowCreateOnPush', () => {
  const principals = [account(SOURCE), account('222222222222')];

  test('allows principals to create repositories under the prefixes', () => {
    const statement = RegistryPolicyStatement.allowCreateOnPush({
      principals,
      repositoryPrefixes: ['team/', 'lab/a-b/'],
    });
    expect(render(statement)).toEqual({
      Sid: 'CreateUnderLabSlashADashBAndUnderTeamBy222222222222And444455556666',
      Effect: 'Allow',
      Principal: { AWS: [root(SOURCE), root('222222222222')] },
      Action: 'ecr:CreateRepository',
      Resource: [repositories('team/*'), repositories('lab/a-b/*')],
    });
  });

  test('allows to create every repository when the prefix is ROOT', () => {
    const statement = RegistryPolicyStatement.allowCreateOnPush({ principals, repositoryPrefixes: ['ROOT'] });
    expect(render(statement).Resource).toEqual(repositories('*'));
  });

  test('fails when a prefix is not a namespace', () => {
    expect(() => RegistryPolicyStatement.allowCreateOnPush({ principals, repositoryPrefixes: ['team'] })).toThrow(
      'RegistryPolicyStatement.allowCreateOnPush: repositoryPrefixes[0] is "team" but must end in "/", because templates ' +
        'apply to namespaces; write "team/"',
    );
  });

  test('fails when the list of prefixes is empty', () => {
    expect(() => RegistryPolicyStatement.allowCreateOnPush({ principals, repositoryPrefixes: [] })).toThrow(
      'RegistryPolicyStatement.allowCreateOnPush: repositoryPrefixes is [] but must have at least one prefix; add the ' +
        'prefix or say "ROOT" for all repositories',
    );
  });

  test('fails when there are no principals', () => {
    const make = () => RegistryPolicyStatement.allowCreateOnPush({ principals: [], repositoryPrefixes: ['team/'] });
    expect(make).toThrow(/principals is \[\] but must have at least one principal/);
  });
});

describe('RegistryPolicyStatement.of', () => {
  const complete = () => ({
    actions: ['ecr:ReplicateImage'],
    resources: ['*'],
    principals: [account(SOURCE) as iam.IPrincipal],
  });

  test('leaves a raw statement unchanged, with or without Sid', () => {
    const raw = new iam.PolicyStatement({ ...complete(), sid: 'Mine' });
    expect(render(RegistryPolicyStatement.of(raw))).toEqual(stack.resolve(raw.toStatementJson()));
    expect(sid(RegistryPolicyStatement.of(new iam.PolicyStatement(complete())))).toBeUndefined();
  });

  test('copies the raw statement', () => {
    const raw = new iam.PolicyStatement(complete());
    const statement = RegistryPolicyStatement.of(raw);
    raw.addActions('ecr:CreateRepository');
    expect(render(statement).Action).toBe('ecr:ReplicateImage');
  });

  test.each([
    ['principals', 'add principals to the statement'],
    ['actions', 'add actions to the statement'],
    ['resources', 'add ARNs of repositories, or "*"'],
  ])('fails when the raw statement has no %s', (property, remedy) => {
    const raw = new iam.PolicyStatement({ ...complete(), [property]: [] });
    expect(() => RegistryPolicyStatement.of(raw)).toThrow(
      `RegistryPolicyStatement.of: ${property} is undefined but must be there: a registry policy takes no statement ` +
        `without; ${remedy}`,
    );
  });

  test('accepts NotPrincipal, NotAction and NotResource', () => {
    const raw = new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      notActions: ['ecr:BatchGetImage'],
      notPrincipals: [account(SOURCE)],
      notResources: ['*'],
    });
    expect(() => RegistryPolicyStatement.of(raw)).not.toThrow();
  });
});

describe('the Sid of a RegistryPolicyStatement', () => {
  const create = (...principals: iam.IPrincipal[]) =>
    sid(RegistryPolicyStatement.allowCreateOnPush({ principals, repositoryPrefixes: ['team/'] }));

  test('has the path of a role and a hash', () => {
    const role = new iam.Role(stack, 'Pipeline', { assumedBy: new iam.AccountRootPrincipal() });
    expect(create(role)).toMatch(/^CreateUnderTeamByStackPipeline[0-9A-F]{8}$/);
    expect(create(role)).toBe(create(role));
  });

  test('has the name in an ARN and a hash', () => {
    expect(create(new iam.ArnPrincipal('arn:aws:iam::444455556666:role/ci/push'))).toMatch(
      /^CreateUnderTeamBy444455556666RoleCiPush[0-9A-F]{8}$/,
    );
  });

  test('differs for roles with the same ID in two stacks', () => {
    const app = new App();
    const roles = ['One', 'Two'].map(
      (id) => new iam.Role(new Stack(app, id, { env: ENV }), 'Ci', { assumedBy: new iam.AccountRootPrincipal() }),
    );
    expect(create(roles[0])).not.toBe(create(roles[1]));
  });

  test('differs for principals with and without conditions', () => {
    const conditions = (id: string) => ({ StringEquals: { 'aws:PrincipalOrgID': id } });
    const arn = new iam.ArnPrincipal('arn:aws:iam::444455556666:role/ci');
    const all = [
      create(account(SOURCE)),
      create(account(SOURCE).withConditions(conditions(ORGANIZATION))),
      create(account(SOURCE).withConditions(conditions('o-z9y8x7w6v5'))),
      create(arn),
      create(arn.withConditions(conditions(ORGANIZATION))),
      create(new iam.OrganizationPrincipal(ORGANIZATION)),
      create(new iam.OrganizationPrincipal(ORGANIZATION), arn.withConditions(conditions(ORGANIZATION))),
      create(new iam.StarPrincipal()),
      create(new iam.AnyPrincipal()),
      create(new iam.AccountRootPrincipal()),
      create(new iam.ArnPrincipal('arn:aws:iam::444455556666:root')),
    ];
    expect(new Set(all).size).toBe(all.length);
    for (const each of all) expect(each).toMatch(/^[A-Za-z0-9]{1,100}$/);
  });

  test('has a name for the account principal when the account is a token', () => {
    const open = new Stack(new App(), 'Open');
    const statement = RegistryPolicyStatement.allowCreateOnPush({
      principals: [account(Aws.ACCOUNT_ID)],
      repositoryPrefixes: ['team/'],
    });
    expect(statement._render(open).sid).toMatch(/^CreateUnderTeamByAccountIdRoot[0-9A-F]{8}$/);
  });

  test('does not get longer than 100 characters with many prefixes', () => {
    const of = (count: number) =>
      sid(
        RegistryPolicyStatement.allowReplicationFrom({
          account: SOURCE,
          repositoryPrefixes: Array.from({ length: count }, (_, index) => `team-${index}/`),
        }),
      );
    expect(of(50)).toHaveLength(100);
    expect(of(50)).not.toBe(of(51));
  });

  test('has only letters and digits and differs for each set of prefixes', () => {
    const name = fc.stringMatching(/^[a-z0-9](-?[ad9]|[/._]u|-dash|--|__|\/and9?|-under){0,3}[./_-]?$/);
    const prefixes = fc
      .uniqueArray(fc.oneof(name, fc.constantFrom('prod-', 'prod/', 'prod', 'prod-under9/', '9/')), { minLength: 1 })
      .filter((all) => all.every((each) => each.length > 1));
    const of = (all: string[]) => {
      try {
        return sid(RegistryPolicyStatement.allowReplicationFrom({ account: SOURCE, repositoryPrefixes: all }));
      } catch {
        return undefined;
      }
    };
    fc.assert(
      fc.property(prefixes, prefixes, (one, other) => {
        const [left, right] = [of(one), of(other)];
        fc.pre(left !== undefined && right !== undefined);
        expect(left).toMatch(/^[A-Za-z0-9]{1,100}$/);
        expect(left === right).toBe([...one].sort().join() === [...other].sort().join());
        expect(of([...one].reverse())).toBe(left);
      }),
    );
  });
});
