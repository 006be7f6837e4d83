import { parseDescribeImages } from './describe-images';
import type { RepositoryImage } from './repository-image';
import { InvalidInputError } from '../../text/errors';
import { listed } from '../../text/lists';

/**
 * The images of one or several repositories, read from what the AWS command line prints.
 *
 * @see https://docs.aws.amazon.com/cli/latest/reference/ecr/describe-images.html
 * @example
 * import { LifecyclePolicy, RepositoryImages, TagSelection } from 'cdk-ecr';
 *
 * // What `aws ecr describe-images --repository-name team/api --filter imageStatus=ANY` prints; a test reads it from a file.
 * const images = RepositoryImages.fromJson(`{
 *   "imageDetails": [
 *     { "imageDigest": "sha256:1", "imageTags": ["v1.0.0"], "imagePushedAt": "2026-01-01T00:00:00+00:00" }
 *   ]
 * }`);
 * LifecyclePolicy.forMovingTags().preview(images.single()).expectUntouched(TagSelection.pattern('v*'));
 */
export class RepositoryImages {
  /**
   * Reads the output of `aws ecr describe-images`.
   *
   * Without `--filter imageStatus=ANY` ECR leaves out archived images. Accepted are an answer, several answers one after
   * the other (pages or repositories), a list of answers, a list of images, and an object of answers or lists by the name
   * of a repository. A date must have a zone; numbers are seconds since 1970, as version 1 of the command line prints
   * them. The children of an index may be added to it as `childDigests`, a list of digests.
   *
   * Throws if the text is not JSON or has another form, if an image lacks its digest or a date, if a digest or a tag is
   * on two images of a repository, and if a page is missing at the end.
   *
   * @param text JSON.
   */
  public static fromJson(text: string): RepositoryImages {
    return new RepositoryImages(parseDescribeImages('RepositoryImages.fromJson', { name: '', text }));
  }

  /** The repositories in the order of the text; the name is empty for images that do not say where they are. */
  public readonly repositoryNames: string[];

  private readonly repositories: ReadonlyMap<string, RepositoryImage[]>;

  private constructor(repositories: ReadonlyMap<string, RepositoryImage[]>) {
    this.repositories = repositories;
    this.repositoryNames = [...repositories.keys()];
  }

  /**
   * The images of a repository. Throws if the text has no such repository.
   *
   * @param repositoryName The name without the registry, such as `team/api`.
   */
  public of(repositoryName: string): RepositoryImage[] {
    const images = this.repositories.get(repositoryName);
    if (images === undefined) {
      throw new InvalidInputError({
        api: 'RepositoryImages.of',
        property: 'repositoryName',
        found: repositoryName,
        must: `be one of the repositories of the text: ${this.listed()}`,
        remedy: 'correct the name, or add the images of that repository to the text',
      });
    }
    return images;
  }

  /** The images of the only repository; none if the text has no image. Throws if there are several repositories. */
  public single(): RepositoryImage[] {
    if (this.repositoryNames.length > 1) {
      throw new InvalidInputError({
        api: 'RepositoryImages.single',
        property: 'number of repositories',
        found: this.repositoryNames.length,
        must: `be 1 and not ${this.listed()}`,
        remedy: 'choose one with RepositoryImages.of',
      });
    }
    return this.repositoryNames.length === 0 ? [] : this.of(this.repositoryNames[0]);
  }

  private listed(): string {
    return listed(this.repositoryNames.map((name) => name || '(without a name)')) || 'none, as it has no image';
  }
}
