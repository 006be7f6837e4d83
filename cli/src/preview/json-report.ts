import type { Loss } from './losses';
import type { PreviewEnd, PreviewReport, RepositoryResult } from './report';
import { unsuitableRules } from './repository-remarks';
import { LifecycleAction } from '../../../src/lifecycle/lifecycle-enums';
import { Elements, JsonList } from '../io/json-output';
import type { Output } from '../io/output';

const VERSION = 1;
const ACTIONS: Record<LifecycleAction, object> = {
  [LifecycleAction.EXPIRE]: { type: 'EXPIRE' },
  [LifecycleAction.ARCHIVE]: { type: 'TRANSITION', targetStorageClass: 'ARCHIVE' },
};

/**
 * The previews for a program, by `cli/schemas/preview-1.schema.json`. `previewResults` has the form that
 * `aws ecr get-lifecycle-policy-preview` prints.
 */
export class JsonReport implements PreviewReport {
  private readonly list: JsonList;

  public constructor(out: Output, at: Date) {
    this.list = new JsonList(out, { version: VERSION, at }, 'repositories');
  }

  public async add(result: RepositoryResult): Promise<void> {
    await this.list.add(repositoryJson(result));
  }

  public async end(end: PreviewEnd): Promise<void> {
    await this.list.end({
      repositoriesWithoutPolicy: end.withoutPolicy,
      repositoriesWithoutImages: end.withoutImages,
      unmatchedPatterns: end.unmatchedPatterns.map(({ option, pattern, suggestion }) => ({
        option,
        pattern,
        suggestion,
      })),
      unknownReferences: end.unknownReferences.map(({ text, users }) => ({ reference: text, usedBy: [...users] })),
    });
  }
}

function repositoryJson(result: RepositoryResult): object {
  const { repositoryName, registry, policy, source, preview, outcomes } = result;
  return {
    repositoryName,
    account: registry?.account,
    region: registry?.region,
    roles: result.roles.map(({ role, reason }) => ({
      role,
      reason,
      unsuitableRulePriorities: unsuitableRules(role, result)?.priorities ?? [],
    })),
    policySource: source,
    lifecyclePolicyText: policy.toJson(),
    previewResults: new Elements(previewResults(result)),
    summary: preview.summary,
    protectedImagesThatGo: new Elements(losses(result.protectedLosses)),
    imagesInUseThatGo: new Elements(losses(result.inUseLosses)),
    undocumentedOutcomes: new Elements(
      (function* () {
        for (const { image, undocumented } of outcomes) {
          if (undocumented.length > 0) yield { imageDigest: image.imageDigest, undocumented };
        }
      })(),
    ),
  };
}

function* previewResults({ preview }: RepositoryResult): Generator<object> {
  for (const each of preview.results) {
    yield { ...each, action: ACTIONS[each.action], storageClass: each.storageClass.toUpperCase() };
  }
}

function* losses(all: readonly Loss[]): Generator<object> {
  for (const { outcome, users } of all) {
    yield { imageDigest: outcome.image.imageDigest, usedBy: users, explanation: outcome.explain() };
  }
}
