import type { Candidate, Candidates } from './image-source';
import type { PolicySource, RepositoryPolicy } from './repository-policy';
import { listed } from '../../../src/text/lists';
import { refuse } from '../io/bad-input';

/** A repository that is previewed. */
export interface Planned extends RepositoryPolicy {
  /** The repository that has the policy. */
  readonly repositoryName: string;
  readonly label: string;
  readonly candidate: Candidate;
}

/** The repositories that are previewed, and which are not although the user may expect it. */
export interface Plan {
  readonly planned: readonly Planned[];
  /** Repositories with images, and without a policy in the source. */
  readonly withoutPolicy: readonly string[];
  /** Repositories with a policy, and without images in the input. */
  readonly withoutImages: readonly string[];
}

/** Plans to preview the repositories that the user names; by default all that have images and a policy. */
export function planPreviews({ all }: Candidates, policies: PolicySource, wanted: readonly string[]): Plan {
  const planned = wanted.length > 0 ? wanted.flatMap((name) => choose(name, all, policies)) : known(all, policies);
  const names = new Set(planned.flatMap(({ repositoryName, label }) => [repositoryName, label]));
  const isLeft = (name: string) => wanted.length === 0 && !names.has(name);
  return {
    planned,
    withoutPolicy: all.map(({ label }) => label).filter(isLeft),
    withoutImages: (policies.repositoryNames ?? []).filter(isLeft),
  };
}

function choose(name: string, all: readonly Candidate[], policies: PolicySource): Planned[] {
  const own = all.filter(({ repositoryName, label }) => [repositoryName, label].includes(name));
  const candidates = own.length > 0 ? own : [onlyCandidate(name, all, policies)];
  return candidates.map((candidate) => {
    const { repositoryName, label } = own.length > 0 ? candidate! : { repositoryName: name, label: name };
    const policy = policies.policyOf(repositoryName, candidate?.inSnapshot);
    if (policy === undefined) {
      return refuse({
        property: '--repository',
        found: name,
        must:
          policies.repositoryNames === undefined
            ? `be a repository with a policy, and not one that is ${policies.without}`
            : `be a repository of the app: ${namesOf(policies.repositoryNames)}`,
        remedy: 'correct the name, or give the policy by --policy',
      });
    }
    if (candidate === undefined) {
      return refuse({
        property: '--repository',
        found: name,
        must: `be a repository with images: ${namesOf(all.map((each) => each.label))}`,
        remedy: 'correct the name, or add its images',
      });
    }
    if (candidate.described?.images.length === 0) {
      const remedy = 'check the filter of aws ecr describe-images';
      refuse({ property: `number of images of ${name}`, found: 0, must: 'be at least 1', remedy });
    }
    return { repositoryName, label, candidate, ...policy };
  });
}

/** Images that do not say where they are, and those of a repository whose name only the deployment knows. */
function onlyCandidate(name: string, all: readonly Candidate[], policies: PolicySource): Candidate | undefined {
  const [only, ...others] = all;
  return others.length === 0 && (only.repositoryName === '' || policies.isNameless(name)) ? only : undefined;
}

function known(all: readonly Candidate[], policies: PolicySource): Planned[] {
  const planned = all.flatMap((candidate) => {
    const { repositoryName, label, inSnapshot } = candidate;
    const policy = policies.policyOf(repositoryName, inSnapshot);
    return policy ? [{ repositoryName, label, candidate, ...policy }] : [];
  });
  if (planned.length > 0) return planned;
  return refuse({
    property: 'repositories of the images',
    found: namesOf(all.map(({ label }) => label)),
    must:
      policies.repositoryNames === undefined
        ? `not all be ${policies.without}`
        : `be in the app, which has ${namesOf(policies.repositoryNames)}`,
    remedy: 'pass the images of one of these, or choose one by --repository',
  });
}

function namesOf(all: readonly string[]): string {
  return listed(all.map((name) => name || '(without a name)')) || 'none';
}
