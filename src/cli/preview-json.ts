import type { Protected } from './protection';
import type { RepositoryPreviews } from './repository-previews';

/** The previews for a program: of each repository what `aws ecr get-lifecycle-policy-preview` prints, and what it does not. */
export function previewJson(
  { previews, withoutPolicy, withoutImages }: RepositoryPreviews,
  { at, protection }: { at: Date; protection: Protected },
): string {
  const going = new Map(protection.losses.map((loss) => [loss.repositoryName, loss.going]));
  return JSON.stringify(
    {
      at,
      repositories: previews.map(({ repositoryName, policy, source, preview }) => ({
        repositoryName,
        policySource: source,
        lifecyclePolicyText: policy.toJson(),
        previewResults: preview.results,
        summary: preview.summary,
        protectedImagesThatGo: (going.get(repositoryName) ?? []).map((outcome) => ({
          imageDigest: outcome.image.imageDigest,
          explanation: outcome.explain(),
        })),
        openQuestions: preview.outcomes
          .filter(({ unknowns }) => unknowns.length > 0)
          .map(({ image, unknowns }) => ({ imageDigest: image.imageDigest, unknowns })),
      })),
      repositoriesWithoutPolicy: withoutPolicy,
      repositoriesWithoutImages: withoutImages,
    },
    undefined,
    2,
  );
}
