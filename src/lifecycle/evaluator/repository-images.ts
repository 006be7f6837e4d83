import { parseDescribeImages } from './describe-images';
import type { RepositoryImage } from './repository-image';
import { InvalidInputError } from '../../text/errors';
import { listed } from '../../text/lists';

/**
 * The images of one or several repositories, read from the output of `aws ecr describe-images`.
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
 * LifecyclePolicy.forPulledImages().preview(images.single()).expectUntouched(TagSelection.pattern('v*'));
 */
export class RepositoryImages {
  /**
   * Reads the output of `aws ecr describe-images`.
   *
   * Run the command with `--filter imageStatus=ANY`: otherwise ECR leaves out archived images.
   *
   * The text may be one answer of the command, several answers one after the other (pages or repositories), a list of
   * answers, or a list of images. It may also be an object with names of repositories as keys, and answers or lists of
   * images as values. Each date must have a time zone, or be a number of seconds since 1970, as version 1 of the
   * command line prints it. You may add `childDigests`, the list of digests of its children, to an index.
   *
   * Throws if the text is not JSON or has another form, if an image lacks its digest or a required date, if two images
   * of a repository have the same digest or tag, or if the last answer says that more pages follow.
   *
   * @param text The output of `aws ecr describe-images` as JSON.
   */
  public static fromJson(text: string): RepositoryImages {
    return new RepositoryImages(parseDescribeImages('RepositoryImages.fromJson', { name: '', text }));
  }

  /**
   * The names of the repositories, in the order of the text. A name is empty if the text does not say which repository
   * the images belong to.
   */
  public readonly repositoryNames: string[];

  private readonly repositories: ReadonlyMap<string, RepositoryImage[]>;

  private constructor(repositories: ReadonlyMap<string, RepositoryImage[]>) {
    this.repositories = repositories;
    this.repositoryNames = [...repositories.keys()];
  }

  /**
   * The images of the repository with this name. Throws if the text has no such repository.
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

  /**
   * The images of the only repository in the text. Empty if the text has no image. Throws if the text has several
   * repositories.
   */
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
