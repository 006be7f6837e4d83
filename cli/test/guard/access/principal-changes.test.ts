import { CfnRegistryPolicy, CfnRepository } from 'aws-cdk-lib/aws-ecr';
import { ENV } from '../../../../test/ecr/changes/deployment';
import { changesBetween } from '../../../src/guard/changes/changes-between';
import { stateOf } from '../changes/support';

const ROLE = `arn:aws:iam::${ENV.account}:role/deploy`;
const STRANGER = 'arn:aws:iam::999988887777:role/stranger';

/** What is said of the given principals if a repository changes its policy. */
function said(before: object | undefined, after: object | undefined, principals: readonly string[]) {
  const [old, next] = [before, after].map((repositoryPolicyText) =>
    stateOf((stack) => new CfnRepository(stack, 'App', { repositoryName: 'app', repositoryPolicyText })),
  );
  return changesBetween({ before: old, after: next, principals })
    .filter(({ kind }) => kind.startsWith('principal-'))
    .map(({ gravity, kind, text, details }) => ({ gravity, kind, text, details }));
}

function allow(principal: string, condition?: object) {
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: 'ecr:BatchGetImage',
    Condition: condition,
  };
  return { Version: '2012-10-17', Statement: [statement] };
}

describe('the decisions for given principals', () => {
  it('name what opens, and principals in the details only', () => {
    expect(said(undefined, allow('*'), [ROLE, STRANGER])).toEqual([
      {
        gravity: 'opened',
        kind: 'principal-opened',
        text: 'The repository: each of some given principals gets access (pull).',
        details: [
          `${ROLE}, pull (ecr:BatchGetImage): not allowed before; allowed after`,
          `${STRANGER}, pull (ecr:BatchGetImage): not allowed before; allowed with an identity policy after`,
        ],
      },
    ]);
  });

  it('name what is revoked', () => {
    expect(said(allow(ROLE), undefined, [ROLE])).toMatchObject([{ gravity: 'revoked', kind: 'principal-revoked' }]);
  });

  it('name other conditions, which may open', () => {
    const by = (id: string) => allow(ROLE, { StringEquals: { 'aws:SourceVpce': id } });
    expect(said(by('vpce-1'), by('vpce-2'), [ROLE])).toMatchObject([
      { gravity: 'opened', kind: 'principal-conditions' },
    ]);
  });

  it('are not there for principals that the change is not about', () => {
    expect(said(undefined, allow(ROLE), [STRANGER])).toEqual([]);
  });

  it('are there for a registry policy that is new', () => {
    const policyText = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 'ecr:*', Resource: '*' }],
    };
    const after = stateOf((stack) => new CfnRegistryPolicy(stack, 'Policy', { policyText }));
    const kinds = changesBetween({ before: stateOf(() => undefined), after, principals: [ROLE] }).map(
      ({ kind }) => kind,
    );
    expect(kinds).toContain('principal-opened');
  });
});
