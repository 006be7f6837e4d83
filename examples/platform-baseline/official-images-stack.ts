import { Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { EcrChecks, PrivateRepository } from 'cdk-ecr';
import { IMAGE_GROUPS } from './image-groups';

/** A repository for each of the Docker Official Images, under the name that it has on Docker Hub: `library/…`. */
export class OfficialImagesStack extends Stack {
  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    for (const { images, settings, acceptedRisk } of IMAGE_GROUPS) {
      for (const image of images) {
        // The id does not name the group: an image that moves to another group keeps its repository.
        const repository = new PrivateRepository(this, image, { repositoryName: `library/${image}`, ...settings });
        if (acceptedRisk) EcrChecks.acknowledge(repository, acceptedRisk);
      }
    }
  }
}
