import type { Protected } from './protection';
import type { RepositoryPreviews } from './repository-previews';
import { LifecycleAction } from '../../../src/lifecycle/lifecycle-enums';

const ACTIONS: Record<LifecycleAction, object> = {
  [LifecycleAction.EXPIRE]: { type: 'EXPIRE' },
  [LifecycleAction.ARCHIVE]: { type: 'TRANSITION', targetStorageClass: 'ARCHIVE' },
};

/** The previews for a program. `previewResults` has the form that `aws ecr get-lifecycle-policy-preview` prints. */
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
        previewResults: preview.results.map((result) => ({
          ...result,
          action: ACTIONS[result.action],
          storageClass: result.storageClass.toUpperCase(),
        })),
        summary: preview.summary,
        protectedImagesThatGo: (going.get(repositoryName) ?? []).map((outcome) => ({
          imageDigest: outcome.image.imageDigest,
          explanation: outcome.explain(),
        })),
        undocumentedOutcomes: preview.outcomes
          .filter(({ undocumented }) => undocumented.length > 0)
          .map(({ image, undocumented }) => ({ imageDigest: image.imageDigest, undocumented })),
      })),
      repositoriesWithoutPolicy: withoutPolicy,
      repositoriesWithoutImages: withoutImages,
    },
    undefined,
    2,
  );
}
