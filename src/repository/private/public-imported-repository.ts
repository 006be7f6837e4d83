import { ArnFormat, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { PublicRepositoryBase } from './public-repository-base';
import { review } from '../../core/review';
import { mistakesInPublicRepositoryName } from '../../ecr/mistakes/names';

/** A public repository that another stack or app owns: it can be referred to, not changed. */
export class ImportedPublicRepository extends PublicRepositoryBase {
  public readonly repositoryName: string;
  public readonly repositoryArn: string;

  public constructor(scope: Construct, id: string, repositoryName: string) {
    super(scope, id);
    const place = { api: 'PublicRepository', property: 'repositoryName' };
    review(this, place, mistakesInPublicRepositoryName(repositoryName));
    this.repositoryName = repositoryName;
    this.repositoryArn = publicRepositoryArn(Stack.of(this), repositoryName);
  }

  public addToResourcePolicy(_statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    return { statementAdded: false };
  }
}

function publicRepositoryArn(stack: Stack, repositoryName: string): string {
  return stack.formatArn({
    service: 'ecr-public',
    region: '',
    resource: 'repository',
    resourceName: repositoryName,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
}
