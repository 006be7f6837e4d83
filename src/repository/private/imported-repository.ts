import { ArnFormat, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { PrivateRepositoryBase } from './private-repository-base';
import { review } from '../../core/review';
import { EcrRule } from '../../ecr/ecr-rule';
import { mistakesInRepositoryName } from '../../ecr/mistakes/names';
import { mistakesInRegion } from '../../ecr/mistakes/regions';
import type { PrivateRepositoryAttributes } from '../../facades/i-private-repository';
import { checkProperties, checkText } from '../../text/kinds';

/** A repository that another stack or app owns: it can be referred to, not changed. */
export class ImportedRepository extends PrivateRepositoryBase {
  public readonly repositoryName: string;
  public readonly repositoryArn: string;

  public constructor(scope: Construct, id: string, attributes: PrivateRepositoryAttributes) {
    const at = (property: string) => ({ scope, api: 'PrivateRepository', property });
    checkProperties(at('attributes'), attributes, 'write { repositoryName: "team/api" }');
    const { repositoryName, account, region } = attributes;
    checkText(at('repositoryName'), repositoryName, 'name the repository');
    super(scope, id, { account, region });
    const place = { api: 'PrivateRepository', property: 'repositoryName' };
    review(this, place, mistakesInRepositoryName(repositoryName, this.env.region));
    if (region !== undefined) {
      review(this, { ...place, property: 'region' }, mistakesInRegion(EcrRule.REPOSITORY_NAME, region));
    }
    this.repositoryName = repositoryName;
    this.repositoryArn = Stack.of(this).formatArn({
      service: 'ecr',
      resource: 'repository',
      resourceName: repositoryName,
      account: this.env.account,
      region: this.env.region,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
  }

  public addToResourcePolicy(_statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    return { statementAdded: false };
  }
}
