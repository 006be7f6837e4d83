import { LifecyclePolicy } from '../../../../src/lifecycle/lifecycle-policy';
import { InvalidInputError } from '../../../../src/text/errors';
import type { RegistryParts } from '../registries/registry-parts';

/** The lifecycle policy of a repository, as far as it is known. */
export interface KnownPolicy {
  readonly policy?: LifecyclePolicy;
  readonly isKnown: boolean;
}

/** The lifecycle policies of the report. Many repositories share one, which is read once. */
export class ReportedPolicies {
  private readonly policies = new Map<number, LifecyclePolicy | undefined>();

  public constructor(private readonly parts: Pick<RegistryParts, 'repositories' | 'lifecycles'>) {}

  /** The policy of the repository at a place. */
  public of(place: number): KnownPolicy {
    const { lifecycle } = this.parts.repositories[place];
    if (lifecycle === undefined) return { isKnown: true };
    if (!this.policies.has(lifecycle)) this.policies.set(lifecycle, this.read(lifecycle));
    const policy = this.policies.get(lifecycle);
    return { policy, isKnown: policy !== undefined };
  }

  private read(lifecycle: number): LifecyclePolicy | undefined {
    const { json } = this.parts.lifecycles[lifecycle];
    if (json === undefined) return undefined;
    try {
      return LifecyclePolicy.fromJson(json);
    } catch (error) {
      // A part of it is known at deployment only, or Amazon ECR would refuse it.
      if (error instanceof InvalidInputError) return undefined;
      throw error;
    }
  }
}
