import type { ImagesByRepository } from './image-source';
import type { PolicySource, RepositoryPolicy } from './repository-policy';
import type { LifecyclePreview } from '../../../src/lifecycle/evaluator/lifecycle-preview';
import type { RepositoryImage } from '../../../src/lifecycle/evaluator/repository-image';
import { listed } from '../../../src/text/lists';
import { refuse } from '../io/bad-input';
import type { Progress } from '../io/progress';

/** The preview of the policy of a repository on its images. */
export interface RepositoryPreview extends RepositoryPolicy {
  /** Empty where the images do not say it. */
  readonly repositoryName: string;
  readonly images: RepositoryImage[];
  readonly preview: LifecyclePreview;
}

/** The previews, and which repositories have none although the user may expect it. */
export interface RepositoryPreviews {
  readonly previews: readonly RepositoryPreview[];
  /** Repositories with images that the app does not know. */
  readonly withoutPolicy: readonly string[];
  /** Repositories of the app without images in the input. */
  readonly withoutImages: readonly string[];
}

type Chosen = Omit<RepositoryPreview, 'preview'>;

/** Previews the repositories that the user names; by default all that have images and a policy. */
export function previewRepositories(
  images: ImagesByRepository,
  policies: PolicySource,
  { wanted, at, progress }: { wanted: readonly string[]; at: Date; progress: Progress },
): RepositoryPreviews {
  const chosen = wanted.length > 0 ? wanted.map((name) => choose(name, images, policies)) : known(images, policies);
  const total = chosen.reduce((sum, { images: list }) => sum + list.length, 0);
  const previews = progress.over(total, (advance) =>
    chosen.map((each) => {
      const preview = each.policy.preview(each.images, { at });
      advance(each.images.length);
      return { ...each, preview };
    }),
  );
  const previewed = new Set(chosen.map(({ repositoryName }) => repositoryName));
  const isLeft = (name: string) => wanted.length === 0 && !previewed.has(name);
  return {
    previews,
    withoutPolicy: [...images.keys()].filter(isLeft),
    withoutImages: (policies.repositoryNames ?? []).filter(isLeft),
  };
}

function choose(repositoryName: string, images: ImagesByRepository, policies: PolicySource): Chosen {
  const policy = policies.policyOf(repositoryName);
  if (policy === undefined) {
    return refuse({
      property: '--repository',
      found: repositoryName,
      must: `be a repository of the app: ${names(policies.repositoryNames ?? [])}`,
      remedy: 'correct the name, or give the policy by --policy',
    });
  }
  const list = images.get(repositoryName) ?? onlyImages(repositoryName, images, policies);
  if (list === undefined) {
    return refuse({
      property: '--repository',
      found: repositoryName,
      must: `be a repository with images: ${names([...images.keys()])}`,
      remedy: 'correct the name, or add its images',
    });
  }
  if (list.length === 0) {
    const remedy = 'check the filter of aws ecr describe-images';
    refuse({ property: `number of images of ${repositoryName}`, found: 0, must: 'be at least 1', remedy });
  }
  return { repositoryName, images: list, ...policy };
}

/** Images that do not say where they are, and those of a repository whose name only the deployment knows. */
function onlyImages(
  repositoryName: string,
  images: ImagesByRepository,
  policies: PolicySource,
): RepositoryImage[] | undefined {
  const [[name, list], ...others] = images;
  return others.length === 0 && (name === '' || policies.isNameless(repositoryName)) ? list : undefined;
}

function known(images: ImagesByRepository, policies: PolicySource): Chosen[] {
  const chosen = [...images].flatMap(([repositoryName, list]) => {
    const policy = policies.policyOf(repositoryName);
    return policy ? [{ repositoryName, images: list, ...policy }] : [];
  });
  if (chosen.length > 0) return chosen;
  return refuse({
    property: 'repositories of the images',
    found: names([...images.keys()]),
    must: `be in the app, which has ${names(policies.repositoryNames ?? [])}`,
    remedy: 'pass the images of one of these, or choose one by --repository',
  });
}

function names(all: readonly string[]): string {
  return listed(all.map((name) => name || '(without a name)')) || 'none';
}
