import type { IConstruct } from 'constructs';
import { checkIdentity, checkPrefixes, checkRepositories } from './role-checks';
import { checkList, InvalidInputError } from '../../text/errors';
import { checkProperties, checkValue } from '../../text/kinds';
import type { ImagePullRoleProps } from '../image-pull-role-props';
import { WorkloadIdentity } from '../workload-identity';

const API = 'ImagePullRole';

/** Throws unless there is an identity and something to pull from, and all of it can be written as a policy. */
export function checkPullRole(scope: IConstruct, props: ImagePullRoleProps): void {
  const at = (property: string) => ({ scope, api: API, property });
  checkProperties(at('props'), props, 'write { identity: …, repositories: […] }');
  checkValue(at('identity'), props.identity, WorkloadIdentity);
  checkIdentity(scope, API, props);
  const { repositories = [], prefixes = [] } = props;
  checkRepositories(scope, API, repositories);
  checkList(at('prefixes'), prefixes);
  if (repositories.length + prefixes.length === 0) {
    throw new InvalidInputError({
      ...at('repositories'),
      found: repositories,
      must: 'name what the role pulls from',
      remedy: 'give repositories or prefixes',
    });
  }
  checkPrefixes(scope, API, prefixes);
}
